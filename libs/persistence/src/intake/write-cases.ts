import type { CaseEvent, IntakeCase, WakeUp, WrittenCases } from '#contracts';
import { cancelCovered } from '../casework/in-flight.sql.js';
import { lockPersons } from '../casework/locks.js';
import { writeRecords } from '../casework/records.sql.js';
import type { Queryable } from '../database.js';
import { judgeAnew } from './judge-anew.sql.js';
import { insertCases, queueCases, rememberRows, renderAfresh, updateCases } from './cases.sql.js';
import { type PlacedCase, storeDebtors, storePersons } from './people.sql.js';
import { demotePoints, storePoints } from './points.sql.js';

export interface IntakeBatch {
  runId: string;
  actor: string;
  at: number;
}

/** Writes a decided batch: people, cases, what happened, what waits for a person, whom it wakes. */
export async function writeCases(
  tx: Queryable,
  batch: IntakeBatch,
  decided: IntakeCase[],
): Promise<WrittenCases> {
  const whole = decided.filter((each) => each.writes === 'all');
  const refused = decided.filter((each) => each.writes === 'hash');
  const placed = whole.length === 0 ? [] : await storeDebtors(tx, whole, await storePersons(tx, whole));
  await storePoints(tx, placed);
  const changed = placed.filter((each) => !each.isNew);
  await demotePoints(tx, changed);
  const inserted = await insertCases(
    tx,
    placed.filter((each) => each.isNew),
    batch.at,
  );
  const wereVerifying = await updateCases(tx, changed);
  await judgeAnew(
    tx,
    changed.filter(({ loweredMinor }) => loweredMinor > 0),
    batch.at,
  );
  await rememberRows(tx, refused);
  await ground(tx, changed);

  const written = placed.filter((each) => !each.isNew || inserted.has(each.caseId));
  const entered = written.filter(
    (each) => each.status === 'open' && (each.isNew || wereVerifying.has(each.caseId)),
  );
  const enteredIds = entered.map((each) => each.caseId);
  await writeRecords(tx, {
    events: written.map((each) => toEvent(each, batch)),
    wakeUps: wakeUps(written, new Set(enteredIds), batch.at),
  });
  await review(tx, batch, [...written, ...refused], rewritten(written, new Set(enteredIds)));
  const overtaken = placed.filter((each) => each.isNew && !inserted.has(each.caseId));
  return { overtaken: new Set(overtaken.map((each) => each.caseId)), entered: enteredIds };
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

function toEvent(each: PlacedCase, { actor, at }: IntakeBatch): CaseEvent {
  return { ...each.event, caseId: each.caseId, personId: each.personId, actor, at };
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
