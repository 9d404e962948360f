import {
  CONTACT_HISTORY_MS,
  type HistoryHead,
  type RecordedPerson,
  smtpFailure,
  twilioFailure,
} from '#domain';
import type { Queryable } from '../database.js';
import { LOST_POINTS, RECORDED_CASES } from './recorded-cases.sql.js';
import { RECORDED_HAPPENINGS } from './recorded-happenings.sql.js';
import { RECORDED_HAND_OFFS, RECORDED_LEGS, RECORDED_WORK } from './recorded-messages.sql.js';

/** Persons whose history is read at a time. */
const AT_ONCE = 500;

interface Campaign {
  readonly id: string;
  readonly key: string;
  readonly launchedAt: Date;
  readonly now: Date;
  readonly versions: number[];
  readonly pauses: HistoryHead['pauses'];
  /** Of its live version. */
  readonly audience: { readonly currency: string; readonly kind: string };
}

type RecordedCase = RecordedPerson['cases'][number];
type RecordedLeg = RecordedPerson['legs'][number];
type RecordedWork = RecordedPerson['work'][number];
type RecordedHandOff = RecordedPerson['handOffs'][number];
type Happening = RecordedPerson['happenings'][number];
type Of<Row> = Row & { readonly person: string };
type LegRow = Of<Omit<RecordedLeg, 'failed' | 'covers'>> & {
  /** Null: only one. */
  readonly covers: string[] | null;
  readonly failedAt: number | null;
  readonly errorCode: string | null;
  readonly released: boolean;
};

const CAMPAIGN = `
  SELECT c.id, c.key, c.created_at AS "launchedAt", business_now() AS now,
    ARRAY(SELECT number FROM campaign_versions v WHERE v.campaign_id = c.id ORDER BY number) AS versions,
    live.definition -> 'audience' AS audience, (
      SELECT coalesce(json_agg(json_build_object('from', began, 'until', ended) ORDER BY began), '[]')
      FROM (
        SELECT action, (extract(epoch FROM at) * 1000)::bigint AS began,
          (extract(epoch FROM lead(at) OVER (ORDER BY at, id)) * 1000)::bigint AS ended
        FROM audit WHERE subject_kind = 'campaign' AND subject_id = c.id::text
          AND action IN ('campaign.pause', 'campaign.resume')
      ) p WHERE action = 'campaign.pause'
    ) AS pauses
  FROM campaigns c JOIN campaign_versions live ON live.id = c.live_version_id WHERE c.key = $1`;

/** Whoever owes in the currency and of the kind that the campaign is for, by id so that each is read once. */
const PERSONS = `
  SELECT DISTINCT c.person_id AS id FROM cases c JOIN creditors cr ON cr.id = c.creditor_id
  WHERE c.currency = $1 AND c.debtor_kind = $2 AND (c.closed_at IS NULL OR c.closed_at >= $3)
    AND ($4::text IS NULL OR cr.ref = $4) AND ($5::uuid IS NULL OR c.person_id > $5)
  ORDER BY c.person_id LIMIT $6`;

/**
 * What happened since a campaign was launched, as simulations take it; null where there is no such campaign. Tells
 * nobody's name or address.
 * @param creditor whose debtors alone are meant; null: everybody's
 */
export async function readHistory(
  db: Queryable,
  key: string,
  creditor: string | null,
): Promise<{ head: HistoryHead; persons: AsyncGenerator<RecordedPerson> } | null> {
  const { rows } = await db.query<Campaign>(CAMPAIGN, [key]);
  const [campaign] = rows;
  if (campaign === undefined) return null;
  const { versions, pauses, launchedAt, now } = campaign;
  return {
    head: {
      history: 'dunlin/1',
      campaign: key,
      versions,
      from: launchedAt.getTime(),
      until: now.getTime(),
      pauses,
    },
    persons: readPersons(db, campaign, creditor),
  };
}

async function* readPersons(
  db: Queryable,
  campaign: Campaign,
  creditor: string | null,
): AsyncGenerator<RecordedPerson> {
  for (let after: string | null = null; ;) {
    const { rows }: { rows: { id: string }[] } = await db.query<{ id: string }>(PERSONS, [
      campaign.audience.currency,
      campaign.audience.kind,
      campaign.launchedAt,
      creditor,
      after,
      AT_ONCE,
    ]);
    const ids = rows.map(({ id }) => id);
    yield* await readSome(db, campaign, ids);
    after = ids.at(-1) ?? null;
    if (ids.length < AT_ONCE || after === null) return;
  }
}

async function readSome(db: Queryable, campaign: Campaign, ids: string[]): Promise<RecordedPerson[]> {
  const { id, launchedAt } = campaign;
  const since = [ids, id, launchedAt];
  const cases = await db.query<RecordedCase>(`WITH ${LOST_POINTS} ${RECORDED_CASES}`, since);
  const legs = await db.query<LegRow>(RECORDED_LEGS, [ids, id]);
  const work = await db.query<Of<RecordedWork>>(RECORDED_WORK, [ids, id]);
  const handOffs = await db.query<Of<RecordedHandOff>>(RECORDED_HAND_OFFS, [ids, id]);
  const happened = await db.query<Of<{ at: number; happening: Happening }>>(RECORDED_HAPPENINGS, [
    ...since,
    CONTACT_HISTORY_MS,
  ]);
  const casesOf = byPerson(cases.rows);
  const legsOf = byPerson(legs.rows);
  const workOf = byPerson(work.rows);
  const handOffsOf = byPerson(handOffs.rows);
  const happenedTo = byPerson(happened.rows);
  return ids.flatMap((person) => {
    const own = casesOf.get(person);
    if (own === undefined) return [];
    return {
      person,
      cases: own,
      legs: (legsOf.get(person) ?? []).map(toLeg),
      work: (workOf.get(person) ?? []).map(({ person: _person, ...rest }) => rest),
      handOffs: (handOffsOf.get(person) ?? []).map(({ person: _person, ...rest }) => rest),
      happenings: (happenedTo.get(person) ?? []).map(({ at, happening }) => ({ ...happening, at })),
    };
  });
}

function byPerson<Row extends { readonly person: string }>(rows: readonly Row[]): Map<string, Row[]> {
  const found = new Map<string, Row[]>();
  for (const row of rows) {
    const others = found.get(row.person);
    if (others === undefined) found.set(row.person, [row]);
    else others.push(row);
  }
  return found;
}

function toLeg({ person: _person, failedAt, errorCode, released, covers, ...rest }: LegRow): RecordedLeg {
  const leg = covers === null ? rest : { ...rest, covers };
  if (failedAt === null) return { ...leg, failed: null };
  const code = errorCode ?? '';
  const means = leg.channel === 'email' ? smtpFailure(0, code) : twilioFailure(code);
  const { fallback, invalidPoint, suppress } = means;
  return { ...leg, failed: { at: failedAt, fallback, invalidPoint, suppress, released } };
}
