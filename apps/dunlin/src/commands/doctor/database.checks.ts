import {
  ANOTHER_SECRET,
  type Database,
  isFirstSecret,
  isPooledByTransaction,
  readMissingPartitions,
  readSchemaFacts,
  readServerFacts,
  type SchemaFacts,
  type ServerFacts,
} from '#persistence';
import { codeOf } from './check.js';
import { fault, type Finding, warning, well } from './finding.js';

const OLDEST = 180_000;
/** Two pools of eight, the clock's listener, and what the queue takes on Postgres. */
const CONNECTIONS_OF_A_PROCESS = 20;
const DRIFT_MS = 2_000;

const UNREACHABLE: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'Nothing listens there: start Postgres, or correct host and port in DATABASE_URL.',
  ENOTFOUND: 'There is no such host: correct DATABASE_URL.',
  EAI_AGAIN: 'The host cannot be looked up: correct DATABASE_URL, or see to the DNS.',
  '28P01': 'The password is wrong: correct DATABASE_URL.',
  '28000': 'The server does not let this user in: see its pg_hba.conf.',
  '3D000': 'There is no such database: create it, or correct DATABASE_URL.',
  '53300': 'The server has no connection left: raise max_connections, or run fewer processes.',
};

/** Whether the database can be worked with, and what it stands on. */
export async function lookAtServer(db: Database): Promise<{ reached: boolean; findings: Finding[] }> {
  try {
    const before = Date.now();
    const facts = await readServerFacts(db);
    return { reached: true, findings: [...server(facts), clock(facts.now, before, Date.now())] };
  } catch (error) {
    const code = codeOf(error);
    const remedy = UNREACHABLE[code] ?? 'See that DATABASE_URL leads to a Postgres that answers.';
    return { reached: false, findings: [fault('database', `cannot be reached (${code})`, remedy)] };
  }
}

export function server(facts: ServerFacts): Finding[] {
  const left = facts.maxConnections - facts.connections;
  const connections = `${left} of ${facts.maxConnections} left`;
  return [
    facts.versionNumber >= OLDEST
      ? well('Postgres', facts.version)
      : fault('Postgres', facts.version, 'Dunlin needs 18 or newer: upgrade it.'),
    facts.fsync === 'on' && facts.fullPageWrites === 'on' && facts.synchronousCommit !== 'off'
      ? well('durability', 'what is committed stays')
      : fault(
          'durability',
          `fsync ${facts.fsync}, full_page_writes ${facts.fullPageWrites}, synchronous_commit ${facts.synchronousCommit}`,
          'A power cut could lose or repeat messages: set all three on.',
        ),
    left >= CONNECTIONS_OF_A_PROCESS
      ? well('connections', connections)
      : warning(
          'connections',
          connections,
          `A process takes up to ${CONNECTIONS_OF_A_PROCESS}: raise max_connections before another one starts.`,
        ),
    facts.knowsZones
      ? well('time zones of Postgres', 'known')
      : fault('time zones of Postgres', 'missing', 'Install the tzdata package where Postgres runs.'),
  ];
}

/** The server read its clock between our two looks. */
export function clock(theirs: number, before: number, after: number): Finding {
  const off = theirs < before ? before - theirs : theirs > after ? theirs - after : 0;
  const found = `${off} ms from the database's`;
  if (off <= DRIFT_MS) return well('clock of this machine', found);
  return fault(
    'clock of this machine',
    found,
    'Senders refuse to send at more than two seconds: synchronise both by NTP.',
  );
}

/** Null when the schema is such that nothing else can be asked of it. */
export async function lookAtSchema(db: Database): Promise<{ usable: boolean; finding: Finding }> {
  const facts = await readSchemaFacts(db);
  return { usable: facts.pending.length === 0, finding: schema(facts) };
}

export function schema({ pending, unknown }: SchemaFacts): Finding {
  if (pending.length > 0) {
    return fault(
      'migrations',
      `${pending.length} have not run`,
      'Run dunlin migrate, or start any process: it brings the schema up to date.',
    );
  }
  if (unknown.length > 0) {
    return warning(
      'migrations',
      `${unknown.length} are of a newer release`,
      'Run that release, or take them back with it: dunlin migrate --revert.',
    );
  }
  return well('migrations', 'all have run');
}

/** Whether Dunlin would start on the database with this secret. */
export async function lookAtSecret(db: Database, secret: string): Promise<Finding[]> {
  return [firstSecret(await isFirstSecret(db, secret))];
}

export function firstSecret(isFirst: boolean | undefined): Finding {
  const what = 'DUNLIN_SECRET';
  if (isFirst === undefined) return well(what, 'the first one that this database will be used with');
  if (isFirst) return well(what, 'the one that this database was first used with');
  return fault(what, ANOTHER_SECRET.found, ANOTHER_SECRET.remedy);
}

export async function lookAtPartitions(db: Database, now: number): Promise<Finding[]> {
  const missing = await readMissingPartitions(db, now);
  if (missing.length === 0) return [well('partitions', 'of this month and the next three')];
  return [
    warning(
      'partitions',
      `${missing.length} missing, such as ${missing[0]}`,
      'A scheduler makes them once a day: see that one runs, and its log. Until then rows stay in the default partition.',
    ),
  ];
}

/** Sessions are what our pools and the queue on Postgres rely on. */
export async function lookForPooler(variable: string, url: string): Promise<Finding[]> {
  if (!(await isPooledByTransaction(url))) return [well(`${variable} leads`, 'straight to Postgres')];
  return [
    fault(
      `${variable} leads`,
      'through a pooler in transaction mode',
      variable === 'QUEUE_URL'
        ? 'The queue wants sessions of its own there: point QUEUE_URL at Postgres itself, or at a Redis.'
        : 'Named statements and settings do not pass it: point DATABASE_URL at Postgres itself, and QUEUE_URL at a Redis.',
    ),
  ];
}
