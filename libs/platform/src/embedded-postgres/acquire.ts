import { PlainError } from '#contracts';
import { ensureDataDirectory } from '../data-directory/data-directory.js';
import { type Cluster, startCluster } from './cluster.js';
import { processIdentity } from './process-identity.js';
import { type Role, Users } from './users.js';

/** The database that comes with Dunlin, held by this process. */
export interface EmbeddedPostgres {
  readonly url: string;
  /** Lets go of it, once however often it is called; the last process to do so stops it. */
  release(): Promise<void>;
  /** The same for a process that ends at once: asks the server to stop, and does not wait for it. */
  abandon(): void;
}

const LOOK_AFTER_MS = 1_000;

/**
 * Holds the embedded Postgres of a data directory, starting it if it does not run. A server left running by a killed
 * process is taken over. `start` also looks after it: should it die, it is started again on the same port.
 * @param failed is told when it died and cannot be started again; it keeps trying.
 * @throws PlainError when another `start` holds it, or it cannot run here.
 */
export async function acquireEmbeddedPostgres(
  dataDirectory: string,
  role: Role,
  failed: (error: unknown) => void,
): Promise<EmbeddedPostgres> {
  ensureDataDirectory(dataDirectory);
  const users = new Users(dataDirectory);
  const start = (): Promise<Cluster> => startCluster({ directory: dataDirectory, durable: true });
  let cluster = await users.exclusively(async () => {
    const other = users.present().find((user) => user.role === 'start' && user.pid !== process.pid);
    if (role === 'start' && other) throw alreadyRuns(dataDirectory, other.pid);
    const started = await start();
    users.enter(role);
    return started;
  });

  let restarting: Promise<void> | undefined;
  const restart = async (): Promise<void> => {
    try {
      cluster = await users.exclusively(start);
    } catch (error) {
      failed(error);
    } finally {
      restarting = undefined;
    }
  };
  const watch = setInterval(() => {
    if (processIdentity(cluster.pid) === undefined) restarting ??= restart();
  }, LOOK_AFTER_MS);
  watch.unref();
  if (role === 'command') clearInterval(watch);

  const release = async (): Promise<void> => {
    clearInterval(watch);
    await restarting;
    await users.exclusively(async () => {
      users.leave();
      if (users.present().length === 0) await cluster.stop();
    });
  };
  let released: Promise<void> | undefined;
  return {
    url: cluster.url(),
    release: () => (released ??= release()),
    abandon: () => {
      users.leave();
      if (users.present().length === 0) cluster.askToStop();
    },
  };
}

function alreadyRuns(dataDirectory: string, pid: number): PlainError {
  return new PlainError(
    `Dunlin already runs on ${dataDirectory} (process ${pid}). Stop that one first, or start another ` +
      'beside it with a place and a port of its own: DUNLIN_DATA=.dunlin-2 PORT=3100 npm start',
  );
}
