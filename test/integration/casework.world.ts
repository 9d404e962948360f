import { randomBytes } from 'node:crypto';
import { Desk, IntakeDesk, upsertCreditors } from '#casework';
import { BusinessClock } from '#contracts';
import { CompiledCalendar } from '#domain';
import { Database, PgCaseworkStore, PgIntakeStore } from '#persistence';
import { throwAwayDatabase } from '#testing';

/** A Monday, 08:00 in Warsaw. */
export const MONDAY = Date.parse('2026-01-12T07:00:00Z');

/** Business time that stands until the test moves it; the database's clock follows. */
export class SteppedClock extends BusinessClock {
  constructor(
    private readonly db: Database,
    private at: number,
  ) {
    super();
  }

  now(): number {
    return this.at;
  }

  async refresh(): Promise<number> {
    return this.at;
  }

  async stepTo(at: number): Promise<void> {
    this.at = at;
    await this.db.query(
      `INSERT INTO clock (mode, business_epoch, machine_epoch) VALUES ('stepped', $1, now())
       ON CONFLICT (single) DO UPDATE SET business_epoch = excluded.business_epoch`,
      [new Date(at)],
    );
  }
}

const CREDITORS = `
creditors:
  - ref: prad
    name: Prąd sp. z o.o.
    country: PL
    zone: Europe/Warsaw
    portfolios:
      - { ref: P1, name: Energia, policyPacks: [pl-default] }
  - ref: siec
    name: Sieć sp. z o.o.
    country: PL
    zone: Europe/Warsaw
    allocationOrder: [principal, interest, costs]
    portfolios:
      - { ref: S1, name: Internet, policyPacks: [pl-default] }
agents:
  - { ref: anna, name: Anna, queues: [collections], capacity: 2 }
  - { ref: oleh, name: Oleh, queues: [collections, data], capacity: 1 }
`;

/** A database of one's own with two creditors and two agents, and the desks to work on it. */
export class CaseworkWorld {
  private constructor(
    readonly db: Database,
    readonly clock: SteppedClock,
    readonly desk: Desk,
    readonly intake: IntakeDesk,
    /** For applications that run beside. */
    readonly url: string,
    private readonly drop: () => Promise<void>,
  ) {}

  static async open(): Promise<CaseworkWorld> {
    const { url, drop } = await throwAwayDatabase();
    const db = new Database({ url, connections: 12 });
    const clock = new SteppedClock(db, MONDAY);
    await clock.stepTo(MONDAY);
    const calendar = new CompiledCalendar();
    const desk = new Desk(new PgCaseworkStore(db), clock, calendar);
    const intake = new IntakeDesk(desk, new PgIntakeStore(db), 'a secret of the tests');
    const world = new CaseworkWorld(db, clock, desk, intake, url, drop);
    const setUp = await upsertCreditors(intake, CREDITORS);
    if (setUp.kind !== 'ok') throw new Error(setUp.faults.join('; '));
    return world;
  }

  async close(): Promise<void> {
    await this.db.close();
    await this.drop();
  }

  /** Forgets every debtor and all that happened; creditors stay, agents are back at their desks, it is Monday. */
  async reset(): Promise<void> {
    await this.db.query(`
      TRUNCATE persons, suppressions, import_runs, case_events, interactions, audit, wake_ups, messages, legs, attempts,
        flights, escalation_runs CASCADE;
      UPDATE agents SET active = true`);
    await this.clock.stepTo(MONDAY);
  }

  /** The rows of a query, for what a test asserts. */
  async rows<T>(sql: string, values: unknown[] = []): Promise<T[]> {
    return (await this.db.query(sql, values)).rows as T[];
  }

  async count(from: string): Promise<number> {
    return (await this.rows<{ n: number }>(`SELECT count(*) AS n FROM ${from}`))[0]?.n ?? 0;
  }

  async idOf(table: string, ref: string): Promise<string> {
    const [row] = await this.rows<{ id: string }>(`SELECT id FROM ${table} WHERE ref = $1`, [ref]);
    if (row === undefined) throw new Error(`no ${ref} in ${table}`);
    return row.id;
  }
}

/** Text as a file to import. */
export function textFile(text: string | Buffer, name = 'cases.csv') {
  return {
    name,
    async *open() {
      yield Buffer.from(text);
    },
  };
}

/** A message in flight about a case, as the scheduler plans it and the personaliser renders it. */
export async function putInFlight(
  world: CaseworkWorld,
  caseRef: string,
  options: {
    channel?: 'sms' | 'email';
    stage?: 'moving' | 'deferred' | 'in_doubt';
    attempted?: boolean;
    key?: string;
  } = {},
): Promise<string> {
  const {
    channel = 'sms',
    stage = 'moving',
    attempted = false,
    key = randomBytes(4).toString('hex'),
  } = options;
  const [row] = await world.rows<{ id: string }>(
    `WITH c AS (
       SELECT c.*, p.id AS point FROM cases c
       JOIN contact_points p ON p.debtor_id = c.debtor_id AND p.kind = CASE $2 WHEN 'sms' THEN 'phone' ELSE 'email' END
       WHERE c.ref = $1 ORDER BY p.position LIMIT 1
     ), m AS (
       INSERT INTO messages (shard, id, person_id, debtor_id, creditor_id, case_ids, purpose, origin_kind, origin_key,
         family, channels, created_at)
       SELECT shard, uuidv7(), person_id, debtor_id, creditor_id, ARRAY[id], 'collection', 'step', $3, 'reminder', ARRAY[$2],
         now() FROM c RETURNING *
     ), l AS (
       INSERT INTO legs (shard, message_id, leg_no, person_id, channel, contact_point_id, language, template_version, body,
         link_hash, link_key_version, rendered_at)
       SELECT m.shard, m.id, 1, m.person_id, $2, c.point, 'pl', 'v1', 'text', sha256(m.id::text::bytea), 1, now() FROM m, c
     ), a AS (
       INSERT INTO attempts (shard, id, message_id, leg_no, attempt_no, person_id, provider, decision_id, committed_at)
       SELECT shard, uuidv7(), id, 1, 1, person_id, 'test', uuidv7(), now() FROM m WHERE $5
     ), f AS (
       INSERT INTO flights (shard, message_id, leg_no, case_id, due_at, lease_until, stage)
       SELECT shard, id, 1, case_ids[1], CASE $4 WHEN 'deferred' THEN now() END, now() + interval '1 hour', $4 FROM m
     ) SELECT id FROM m`,
    [caseRef, channel, key, stage, attempted],
  );
  if (row === undefined) throw new Error(`nothing to send for ${caseRef}`);
  return row.id;
}

/** What became of a message: its status and whether it is still in flight. */
export async function fateOf(
  world: CaseworkWorld,
  messageId: string,
): Promise<{ status: string; reason: string | null; flying: boolean }> {
  const [row] = await world.rows<{ status: string; reason: string | null; flying: boolean }>(
    `SELECT status, status_reason AS reason, EXISTS (SELECT FROM flights WHERE message_id = id) AS flying
     FROM messages WHERE id = $1`,
    [messageId],
  );
  if (row === undefined) throw new Error('no such message');
  return row;
}

export const HEADER =
  'nr_sprawy;imie;nazwisko;pesel;telefon;email;kod_pocztowy;kwota;odsetki;koszty;waluta;termin_platnosci';

/** People with right check digits and numbers of mobiles; nobody exists. */
export const JAN = 'Jan;Nowak;80010112340;+48 451 000 001;jan@example.com;00-001';
export const EWA = 'Ewa;Żak;85050512347;+48 451 000 002;ewa@example.com;00-002';

export function casesFile(...rows: string[]) {
  return textFile([HEADER, ...rows].join('\n'));
}
