import type pg from 'pg';
import type { IntakeCase, WakeUp } from '#contracts';
import { cancelCovered } from '../casework/in-flight.sql.js';
import { lockPersons } from '../casework/locks.js';
import { copyRows } from '../copy-rows.js';
import type { Queryable } from '../database.js';
import { judgeAnew } from './judge-anew.sql.js';
import { queueCases, rememberRows, renderAfresh, updateCases } from './cases.sql.js';
import type { StoredPerson } from './known-facts.sql.js';
import { newCases, newPeople, newRecords } from './new-rows.js';
import { placeCases, type PlacedCase, storeDebtors } from './people.sql.js';
import { demotePoints, storePoints, withdrawConsents } from './points.sql.js';

export interface IntakeBatch {
  runId: string;
  actor: string;
  at: number;
}

/**
 * Writes a decided batch: people, cases, what happened, what waits for a person, whom it wakes. What is on record is
 * changed first; all that is new follows in one exchange.
 * @param persons of the batch that are on record, by the hash of their key
 * @returns the cases now open that campaigns may take in
 */
export async function writeCases(
  tx: pg.PoolClient,
  batch: IntakeBatch,
  decided: IntakeCase[],
  persons: ReadonlyMap<string, StoredPerson>,
): Promise<string[]> {
  const placed = placeCases(
    decided.filter((each) => each.writes === 'all'),
    persons,
  );
  const refused = decided.filter((each) => each.writes === 'hash');
  const changed = placed.filter((each) => !each.isNew);
  const wereVerifying = await changeRecords(tx, batch, placed, changed);
  await rememberRows(tx, refused);
  await withdrawConsents(tx, refused, persons);

  const entered = placed.filter(
    (each) => each.status === 'open' && (each.isNew || wereVerifying.has(each.caseId)),
  );
  const enteredIds = entered.map((each) => each.caseId);
  const woken = wakeUps(placed, new Set(enteredIds), batch.at);
  await copyRows(tx, [...newPeople(placed), newCases(placed, batch.at), ...newRecords(placed, woken, batch)]);
  await review(tx, batch, [...placed, ...refused], rewritten(changed, new Set(enteredIds)));
  return enteredIds;
}

/** Brings debtors, addresses and cases on record up to date; answers with the cases that were in verification until now. */
async function changeRecords(
  tx: Queryable,
  batch: IntakeBatch,
  placed: PlacedCase[],
  changed: PlacedCase[],
): Promise<Set<string>> {
  const ofKnown = placed.filter(({ ofNewPerson }) => !ofNewPerson);
  if (ofKnown.length === 0) return new Set();
  await storeDebtors(tx, ofKnown);
  await storePoints(tx, ofKnown);
  await demotePoints(tx, changed);
  const wereVerifying = await updateCases(tx, changed);
  await judgeAnew(
    tx,
    changed.filter(({ loweredMinor }) => loweredMinor > 0),
    batch.at,
  );
  await ground(tx, changed);
  return wereVerifying;
}

/** Messages in flight about cases that have changed: none goes out while a person checks, none with old facts. */
async function ground(tx: Queryable, changed: PlacedCase[]): Promise<void> {
  const checking = changed.filter((each) => each.status === 'verifying');
  if (checking.length > 0) {
    const persons = await lockPersons(tx, [...new Set(checking.map((each) => each.personId))]);
    const caseIds = checking.map((each) => each.caseId);
    await cancelCovered(tx, persons.values(), { caseIds }, 'data-verification');
  }
  await renderAfresh(
    tx,
    changed.filter((each) => each.status === 'open'),
  );
}

function wakeUps(written: PlacedCase[], entered: ReadonlySet<string>, at: number): WakeUp[] {
  return written.flatMap(({ caseId, isNew }): WakeUp[] => {
    if (entered.has(caseId)) return [{ caseId, kind: 'case.imported', at }];
    return isNew ? [] : [{ caseId, kind: 'case.changed', at }];
  });
}

/** Cases of which what was asked before no longer stands: they are open now, or a new question is asked. */
function rewritten(written: readonly PlacedCase[], entered: ReadonlySet<string>): string[] {
  return written
    .filter((each) => !each.isNew && (each.review !== null || entered.has(each.caseId)))
    .map((each) => each.caseId);
}

async function review(
  tx: Queryable,
  batch: IntakeBatch,
  cases: IntakeCase[],
  answered: string[],
): Promise<void> {
  const queued = cases.flatMap(({ review: asked, caseId, faults }) =>
    asked === null ? [] : [{ ...asked, caseId, faults: faults.map((code) => ({ code })) }],
  );
  await queueCases(tx, batch.runId, queued, answered, batch.at);
}
