import { Injectable } from '@nestjs/common';
import type { NumberType } from 'libphonenumber-js/max';
import { Dice } from '../../agenda/dice.js';
import type { LookedUpNumber } from './looked-up-number.js';

/** Twilio's `line_type_intelligence`. */
export interface LineTypeIntelligence {
  readonly type: string | null;
  readonly carrier_name: string | null;
  readonly mobile_country_code: string | null;
  readonly mobile_network_code: string | null;
  /** 60600 for a number that nobody has been given. */
  readonly error_code: number | null;
}

interface Carrier {
  readonly name: string;
  readonly networkCode: string;
}

/** Poland's networks, so that what is shown looks like home; which number belongs to which is made up. */
const POLAND = '260';
const CARRIERS: readonly [Carrier, ...Carrier[]] = [
  { name: 'Orange Polska', networkCode: '03' },
  { name: 'Play (P4)', networkCode: '06' },
  { name: 'Polkomtel (Plus)', networkCode: '01' },
  { name: 'T-Mobile Polska', networkCode: '02' },
];

/** Of numbers that look mobile, those that belong to an internet line. */
const VOIP_SHARE = 0.02;
const UNPROVISIONED = 60600;

const TYPES: Readonly<Partial<Record<NonNullable<NumberType>, string>>> = {
  MOBILE: 'mobile',
  FIXED_LINE: 'landline',
  FIXED_LINE_OR_MOBILE: 'mobile',
  VOIP: 'fixedVoip',
  TOLL_FREE: 'tollFree',
  PREMIUM_RATE: 'premium',
  SHARED_COST: 'sharedCost',
  PERSONAL_NUMBER: 'personal',
  PAGER: 'pager',
  UAN: 'uan',
  VOICEMAIL: 'voicemail',
};

/** What kind of line a number is: by its numbering plan and, where that says no more, by the dice, for ever the same. */
@Injectable()
export class LineDirectory {
  constructor(private readonly dice: Dice) {}

  lineOf({ e164, valid, type }: LookedUpNumber): LineTypeIntelligence {
    if (!valid) return { ...NOBODY, error_code: UNPROVISIONED };
    const planned = (type && TYPES[type]) ?? 'unknown';
    if (planned !== 'mobile') return { ...NOBODY, type: planned };
    if (this.dice.chance(`voip|${e164}`, VOIP_SHARE)) return { ...NOBODY, type: 'nonFixedVoip' };
    const { name, networkCode } =
      CARRIERS[Math.floor(this.dice.roll(`carrier|${e164}`) * CARRIERS.length)] ?? CARRIERS[0];
    const polish = e164.startsWith('+48');
    return {
      type: 'mobile',
      carrier_name: polish ? name : null,
      mobile_country_code: polish ? POLAND : null,
      mobile_network_code: polish ? networkCode : null,
      error_code: null,
    };
  }
}

const NOBODY: LineTypeIntelligence = {
  type: null,
  carrier_name: null,
  mobile_country_code: null,
  mobile_network_code: null,
  error_code: null,
};
