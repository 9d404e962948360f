import { DAY_MS, requireIsoDate } from '../../calendar/civil-date.js';
import { zonesOfCountry } from '../../calendar/country-zones.js';
import { stageOfDpd, type Stage } from '../../cadence/stage.js';
import { normalisePhone } from '../../identity/normalise-phone.js';
import type { ContactFacts } from '../contact-facts.js';
import type { Question } from './question.schema.js';

/** More than any minimum: for questions that do not turn on the balance. */
const ENOUGH_MINOR = Number.MAX_SAFE_INTEGER;

/** Why a question cannot be asked; names its place and the remedy. */
export class UnanswerableError extends Error {}

/** The facts that a question states, with the product's own readings of what it leaves out. */
export function factsOf(question: Question): ContactFacts {
  const { at, channel, country } = question;
  return {
    at,
    channel,
    purpose: question.purpose,
    ...(question.request !== undefined && { request: question.request }),
    country,
    // Only asked for where a country has one zone.
    portfolioZone: zonesOfCountry(country)[0] ?? 'unknown',
    zones: candidateZones(question),
    partyKind: question.party,
    stage: question.stage ?? stageByAge(question),
    caseOpen: question.caseOpen,
    holds: question.holds.filter((hold) => hold !== question.agreement),
    ...(question.agreement !== undefined && { agreement: question.agreement }),
    personStops: question.stops,
    pointStatus: question.address,
    optedOut: question.optedOut,
    consent: question.consent ?? question.consents?.[channel] ?? 'unknown',
    refusedChannels: question.refusedChannels,
    inconvenientTimes: question.inconvenientTimes,
    contacts: question.contacts.map(({ at, channel, talked = false, otherDebt = false }) => ({
      at,
      channel,
      talked,
      otherDebt,
    })),
    balanceMinor: question.balance ?? ENOUGH_MINOR,
    minimumBalanceMinor: question.minimumBalance,
    timeBarredOn: question.timeBarredOn,
    dueDate: question.dueDate,
    lastPaymentAt: question.lastPaymentAt ?? null,
    campaignPaused: question.campaignPaused,
  };
}

function candidateZones({ zone, zones, number, country }: Question): readonly string[] {
  const stated = zones ?? (zone === undefined ? [] : [zone]);
  if (number === undefined) return stated;
  const phone = normalisePhone(number, country);
  if (!phone.ok) throw new UnanswerableError(`number: is no phone number that is in use (${phone.reason})`);
  return [...new Set([...stated, ...phone.zones])];
}

function stageByAge({ at, dueDate }: Question): Stage {
  if (dueDate === null) return 'early';
  return stageOfDpd(Math.floor(at / DAY_MS) - requireIsoDate(dueDate));
}
