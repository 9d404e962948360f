import { type LetterFacts, type LetterPress, type LetterResult, PlainError } from '#contracts';
import {
  campaignCalendar,
  chooseLanguage,
  daysPastDue,
  isoDateOf,
  languages,
  personalise,
  requireIsoDate,
  type Stage,
  stageOf,
  type TemplateVariables,
} from '#domain';

/** Days after the due date within which no claim can be barred: the shortest term of the packs (KC 751, 118). */
const SURELY_OPEN_DAYS = 365;
/** These wait until a person has dealt with them; the others are told to whoever takes the case. */
const WAITING_STOPS: ReadonlySet<string> = new Set(['deceased', 'insolvent']);

/**
 * Writes one letter, or says by a code why nobody is written to. Fails closed: what is not known speaks against it.
 * @param now business instant, epoch ms
 * @throws PlainError when the creditor lacks what every letter states
 */
export function writeLetter(press: LetterPress, kind: string, facts: LetterFacts, now: number): LetterResult {
  const today = daysShown(facts.zones, now);
  const reason = refusalOf(facts, today.latest);
  if (reason !== null) return { kind: 'refused', reason };
  const address = senderOf(facts);
  const { debtor, creditor, figures } = facts;
  const language = chooseLanguage(debtor.language, languages, 'en');
  const { version, text } = press.write(kind, language, variablesOf(facts, today.earliest));
  const sender = { name: figures.creditor.name, address, country: creditor.country };
  return { kind: 'written', words: { version, language, text, sender } };
}

/** Why nobody may be written to; null when nothing speaks against it. */
export function refusalOf(
  { debtor, timeBarredOn, figures, personStops }: LetterFacts,
  today: string,
): string | null {
  const stop = personStops.find((each) => !WAITING_STOPS.has(each)) ?? personStops[0];
  if (stop !== undefined) return `person-${stop}`;
  if ([debtor.name, debtor.street, debtor.postcode, debtor.city].some((part) => (part ?? '').trim() === ''))
    return 'no-postal-address';
  if (timeBarredOn !== null) return today >= timeBarredOn ? 'time-barred' : null;
  return daysPastDue(figures.dueDate, today) > SURELY_OPEN_DAYS ? 'age-of-debt-unknown' : null;
}

/** @throws PlainError naming all that is missing */
function senderOf({ figures, creditor: { address, bankAccount, phone, email } }: LetterFacts): string {
  const missing = [
    ...(address ? [] : ['an address']),
    ...(bankAccount ? [] : ['a bank account']),
    ...(phone || email ? [] : ['a phone number or an e-mail address']),
  ];
  if (address && missing.length === 0) return address;
  throw new PlainError(
    `The creditor ${figures.creditor.ref} has no ${missing.join(', nor ').replaceAll(/\ban? /g, '')}, which every letter states. Add it to the creditor and export again; no letter was made.`,
  );
}

/** Local days as the zones show them; UTC's neighbours where none is known. */
function daysShown(zones: readonly string[], now: number): { earliest: string; latest: string } {
  const days = zones.map((zone) => isoDateOf(campaignCalendar.localDay(now, zone))).sort();
  const utc = requireIsoDate(new Date(now).toISOString().slice(0, 10));
  return { earliest: days[0] ?? isoDateOf(utc), latest: days.at(-1) ?? isoDateOf(utc + 1) };
}

function variablesOf(facts: LetterFacts, today: string): TemplateVariables {
  const { figures, debtor, creditor, claimed, paidMinor, gender } = facts;
  const language = chooseLanguage(debtor.language, languages, 'en');
  const dpd = daysPastDue(figures.dueDate, today);
  const stage = stageOf(figures.stage as Stage | null, dpd);
  const { tone, formOfAddress } = personalise(
    {
      kind: debtor.kind,
      language: debtor.language,
      gender: gender === 'f' || gender === 'm' ? gender : null,
    },
    { stage, languages, fallbackLanguage: 'en', tone: 'formal' },
  );
  const { phone, email, website, address, bankAccount, legalFooter } = creditor;
  const nothing = { openMinor: 0, overdueMinor: 0, notDueMinor: 0, interestMinor: 0, compensationMinor: 0 };
  return {
    creditor: {
      ...{ name: figures.creditor.name, phone, email, website, address, bankAccount, takesReplies: false },
      legalFooter: legalFooter[language] ?? null,
    },
    debtor: { name: debtor.name, formOfAddress },
    case: {
      ...{ ref: figures.case, title: figures.title, currency: figures.currency, dueDate: figures.dueDate },
      ...claimed,
      ...{ paidMinor, balanceMinor: figures.balanceMinor, daysPastDue: dpd },
    },
    ...{ invoices: [], late: { known: false, ...nothing, totalMinor: 0 }, stage, tone, today },
  };
}
