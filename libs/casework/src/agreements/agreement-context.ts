import type { CaseRecord, CaseworkTransaction } from '#contracts';
import type { AgreedMoney, Calendar } from '#domain';
import { CreditorDays } from './creditor-days.js';

/** What is known of the cases whose promises and plans are judged, read as sets once their persons are locked. */
export interface AgreementContext {
  record(caseId: string): CaseRecord | undefined;
  days(creditorId: string): CreditorDays;
  /** What was paid since so much was. */
  moneySince(caseId: string, paidBeforeMinor: number): AgreedMoney;
  /** Why outreach rests but for the agreement itself: other holds, stops of the person, an agent at work, a doubt. */
  rests(record: CaseRecord): readonly string[];
}

/** @param holdIds of the agreements themselves */
export async function readContext(
  tx: CaseworkTransaction,
  calendar: Calendar,
  caseIds: string[],
  holdIds: string[],
): Promise<AgreementContext> {
  const records = new Map((await tx.cases(caseIds)).map((record) => [record.id, record]));
  const creditorIds = [...new Set([...records.values()].map((record) => record.creditorId))];
  const calendars = await tx.creditorCalendars(creditorIds);
  const days = new Map([...calendars].map(([id, of]) => [id, new CreditorDays(calendar, of)]));
  const money = await tx.moneyOf(caseIds);
  const holds = await tx.otherHolds(caseIds, holdIds);
  return {
    record: (caseId) => records.get(caseId),
    days: (creditorId) => days.get(creditorId) ?? missing(creditorId),
    moneySince: (caseId, paidBeforeMinor) => {
      const { paidMinor, payments } = money.get(caseId) ?? { paidMinor: 0, payments: [] };
      return { paidMinor: paidMinor - paidBeforeMinor, payments };
    },
    rests: (record) => [
      ...(holds.get(record.id) ?? []),
      // Whether the money is missing is what the person who looks at the case is to find out.
      ...(record.status === 'verifying' ? ['data-verification'] : []),
      ...(tx.persons.get(record.personId)?.stops.map((stop) => `stop:${stop}`) ?? []),
    ],
  };
}

function missing(creditorId: string): never {
  throw new Error(`no creditor ${creditorId}`);
}
