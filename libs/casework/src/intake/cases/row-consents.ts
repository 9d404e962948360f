import type { SaidConsent, SaidConsents } from '#contracts';
import { DAY_MS, type OptOutChannel } from '#domain';
import type { IntakeRun } from '../intake-run.js';
import type { CaseRow } from './case-row.js';

/** The run that takes the row in: when, and as whom it records. */
export type Taken = Pick<IntakeRun, 'at' | 'actor'>;

/** What a row says about contacts on one of its numbers and addresses. */
export interface ConsentsOfRow {
  phone: SaidConsents;
  email: SaidConsents;
}

/** Fields of a row that say so; said of few rows. */
export const CONSENT_FIELDS = [
  'consent_sms',
  'consent_voice',
  'consent_email',
  'consent_on',
  'consent2_sms',
  'consent2_voice',
  'consent2_email',
  'consent2_on',
  'consent_source',
] as const satisfies readonly (keyof CaseRow)[];

/** What the row says of its first number and address, and of its second ones. */
export function consentsOf(row: CaseRow, taken: Taken): readonly [ConsentsOfRow, ConsentsOfRow] {
  if (CONSENT_FIELDS.every((field) => row[field] === null)) return NO_CONSENTS;
  const first = { sms: row.consent_sms, voice: row.consent_voice, email: row.consent_email };
  const second = { sms: row.consent2_sms, voice: row.consent2_voice, email: row.consent2_email };
  const source = row.consent_source ?? 'file';
  return [saidOn(first, row.consent_on, source, taken), saidOn(second, row.consent2_on, source, taken)];
}

type Cells = Readonly<Record<OptOutChannel, SaidConsent['said'] | 'unknown' | null>>;

function saidOn(cells: Cells, day: string | null, source: string, { at: now, actor }: Taken): ConsentsOfRow {
  const one = (channel: OptOutChannel): SaidConsents => {
    const said = cells[channel];
    return said === null || said === 'unknown'
      ? NOTHING
      : {
          [channel]: {
            said,
            at: said === 'given' ? givenAt(day, now) : withdrawnAt(day, now),
            source,
            by: actor,
          },
        };
  };
  return { phone: { ...one('sms'), ...one('voice') }, email: one('email') };
}

const NOTHING: SaidConsents = {};
const NO_CONSENTS = [
  { phone: NOTHING, email: NOTHING },
  { phone: NOTHING, email: NOTHING },
] as const;

/** From the beginning of its day; one that is dated ahead proves nothing, as one without a day does not. */
function givenAt(day: string | null, now: number): number | null {
  const begins = day === null ? null : Date.parse(day);
  return begins === null || begins > now ? null : begins;
}

/** Until the end of its day: whatever else was said on it came before, for all that a day can tell. */
function withdrawnAt(day: string | null, now: number): number {
  return day === null ? now : Math.min(Date.parse(day) + DAY_MS - 1, now);
}
