import { v7 as uuidv7 } from 'uuid';
import type { CaseEvent, CaseEventKind } from '#contracts';
import { insertEvents } from '../casework/records.sql.js';
import type { Queryable } from '../database.js';

/** A step of a cadence that asks for something beside messages, once. */
interface StepRequest {
  id: string;
  enrolmentId: string;
  caseId: string;
  personId: string;
  stepKey: string;
  occurrence: number;
}

export interface HandOffRequest extends StepRequest {
  creditorId: string;
  to: string;
  /** Business instant, epoch ms; null where nobody is asked. */
  decideBy: number | null;
  /** Of the hold that parks outreach until then; null where nobody is asked. */
  holdId: string | null;
}

export interface NoticeRequest extends StepRequest {
  reason: string;
}

/** Names a hand-off by what asked for it. */
export interface HandOffName {
  enrolmentId: string;
  stepKey: string;
  occurrence: number;
}

const ACTOR = 'system:cadence';
/** Why a case rests while a person is asked. */
const HOLD = 'hand-off-asked';
/** Stores hand-offs as of business instant now; those that a person decides about hold their cases. One step asks once. */
export async function requestHandOffs(
  tx: Queryable,
  now: number,
  requests: readonly HandOffRequest[],
): Promise<void> {
  if (requests.length === 0) return;
  const { rows } = await tx.query<{ id: string }>(
    `INSERT INTO hand_offs (id, enrolment_id, step_key, occurrence, case_id, person_id, creditor_id, destination, status,
       requested_at, decide_by, hold_id, next_try_at)
     SELECT id, enrolment_id, step_key, occurrence, case_id, person_id, creditor_id, destination,
       CASE WHEN decide_by IS NULL THEN 'approved' ELSE 'waiting' END, to_timestamp($1::float8 / 1000),
       to_timestamp(decide_by / 1000), hold_id, now()
     FROM unnest($2::uuid[], $3::uuid[], $4::text[], $5::int[], $6::uuid[], $7::uuid[], $8::uuid[], $9::text[],
                 $10::float8[], $11::uuid[])
       AS r(id, enrolment_id, step_key, occurrence, case_id, person_id, creditor_id, destination, decide_by, hold_id)
     ON CONFLICT DO NOTHING RETURNING id`,
    [
      now,
      requests.map((r) => r.id),
      requests.map((r) => r.enrolmentId),
      requests.map((r) => r.stepKey),
      requests.map((r) => r.occurrence),
      requests.map((r) => r.caseId),
      requests.map((r) => r.personId),
      requests.map((r) => r.creditorId),
      requests.map((r) => r.to),
      requests.map((r) => r.decideBy),
      requests.map((r) => r.holdId),
    ],
  );
  const added = new Set(rows.map((row) => row.id));
  const fresh = requests.filter(({ id }) => added.has(id));
  await placeHolds(tx, now, fresh);
  await insertEvents(
    tx,
    fresh.map((r) => event(now, 'hand_off.requested', r, { to: r.to, decideBy: r.decideBy })),
  );
}

async function placeHolds(tx: Queryable, now: number, requests: readonly HandOffRequest[]): Promise<void> {
  const asked = requests.filter(({ decideBy }) => decideBy !== null);
  if (asked.length === 0) return;
  await tx.query(
    `INSERT INTO holds (id, person_id, case_id, reason, placed_by, placed_at, until)
     SELECT id, person_id, case_id, $2, $3, to_timestamp($1::float8 / 1000), to_timestamp(until / 1000)
     FROM unnest($4::uuid[], $5::uuid[], $6::uuid[], $7::float8[]) AS h(id, person_id, case_id, until)`,
    [
      now,
      HOLD,
      ACTOR,
      asked.map((r) => r.holdId),
      asked.map((r) => r.personId),
      asked.map((r) => r.caseId),
      asked.map((r) => r.decideBy),
    ],
  );
}

/**
 * Ends those about which nobody decided in time.
 * @throws when somebody just did: what was to follow from the lapse is not true, and is to be asked for again
 */
export async function lapseHandOffs(
  tx: Queryable,
  now: number,
  names: readonly HandOffName[],
): Promise<void> {
  if (names.length === 0) return;
  const ended = await endWaiting(
    tx,
    now,
    'lapsed',
    `(enrolment_id, step_key, occurrence) IN (SELECT * FROM unnest($4::uuid[], $5::text[], $6::int[]))`,
    [names.map((n) => n.enrolmentId), names.map((n) => n.stepKey), names.map((n) => n.occurrence)],
  );
  if (ended < names.length) throw new Error('a hand-off was decided about as its time ran out');
}

/** Takes back what these enrolments, which are over, still ask a person about. */
export async function withdrawHandOffs(
  tx: Queryable,
  now: number,
  enrolmentIds: readonly string[],
): Promise<void> {
  if (enrolmentIds.length === 0) return;
  await endWaiting(tx, now, 'withdrawn', 'enrolment_id = ANY($4)', [enrolmentIds]);
}

interface Ended extends Record<string, unknown> {
  id: string;
  caseId: string;
  personId: string;
  to: string;
}

async function endWaiting(
  tx: Queryable,
  now: number,
  status: 'lapsed' | 'withdrawn',
  which: string,
  values: unknown[],
): Promise<number> {
  const { rows } = await tx.query<Ended>(
    `WITH ended AS (
       UPDATE hand_offs SET status = $2, decided_at = to_timestamp($1::float8 / 1000)
       WHERE status = 'waiting' AND ${which}
       RETURNING id, case_id AS "caseId", person_id AS "personId", destination AS "to", hold_id
     ), lifted AS (
       UPDATE holds h SET lifted_at = to_timestamp($1::float8 / 1000), lifted_by = $3
       FROM ended WHERE h.id = ended.hold_id AND h.lifted_at IS NULL
     )
     SELECT id, "caseId", "personId", "to" FROM ended`,
    [now, status, ACTOR, ...values],
  );
  const events = rows.map((row) => event(now, `hand_off.${status}`, row, { to: row.to }));
  if (events.length > 0) await insertEvents(tx, events);
  return rows.length;
}

/** Stores mails to account managers that are to go out. One step asks once. */
export async function requestNotices(
  tx: Queryable,
  now: number,
  requests: readonly NoticeRequest[],
): Promise<void> {
  if (requests.length === 0) return;
  await tx.query(
    `INSERT INTO owner_notices (id, enrolment_id, step_key, occurrence, case_id, person_id, reason, requested_at)
     SELECT id, enrolment_id, step_key, occurrence, case_id, person_id, reason, to_timestamp($1::float8 / 1000)
     FROM unnest($2::uuid[], $3::uuid[], $4::text[], $5::int[], $6::uuid[], $7::uuid[], $8::text[])
       AS r(id, enrolment_id, step_key, occurrence, case_id, person_id, reason)
     ON CONFLICT DO NOTHING`,
    [
      now,
      requests.map((r) => r.id),
      requests.map((r) => r.enrolmentId),
      requests.map((r) => r.stepKey),
      requests.map((r) => r.occurrence),
      requests.map((r) => r.caseId),
      requests.map((r) => r.personId),
      requests.map((r) => r.reason),
    ],
  );
}

function event(
  now: number,
  kind: CaseEventKind,
  of: { id: string; caseId: string; personId: string },
  detail: Record<string, unknown>,
): CaseEvent {
  const { id, caseId, personId } = of;
  const about = { handOff: id, ...detail };
  return { id: uuidv7({ msecs: now }), caseId, personId, kind, actor: ACTOR, detail: about, at: now };
}
