import { isLoopbackUrl } from '#platform';
import { codeOf } from './check.js';
import { fault, type Finding, warning, well } from './finding.js';

const TIMEOUT_MS = 5_000;

interface Door {
  what: string;
  /** An address that names nobody, and what its answer is known by. */
  path: string;
  isOurs: (answer: Response) => boolean;
  remedy: string;
}

const DOORS: readonly Door[] = [
  {
    what: 'debtors reach the portal',
    path: '/p/doctor',
    isOurs: ({ headers }) => headers.get('content-type')?.startsWith('text/html') === true && hasId(headers),
    remedy: 'Let the proxy pass /p/ on to the portal.',
  },
  {
    what: 'providers reach the webhooks',
    path: '/webhooks/email/open/doctor.gif',
    isOurs: ({ headers }) => headers.get('content-type') === 'image/gif' && hasId(headers),
    remedy: 'Let the proxy pass /webhooks/ on to the tracker; without it no receipt and no STOP arrives.',
  },
];

/** Opens the doors as the outside would, as far as that can be seen from this machine. */
export async function lookAtDoors(publicUrl: string): Promise<Finding[]> {
  return Promise.all(DOORS.map((door) => open(door, publicUrl)));
}

async function open({ what, path, isOurs, remedy }: Door, publicUrl: string): Promise<Finding> {
  const raise = isLoopbackUrl(publicUrl) ? warning : fault;
  try {
    const answer = await fetch(`${publicUrl}${path}`, {
      redirect: 'manual',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    await answer.body?.cancel();
    if (isOurs(answer)) return well(what, 'seen from this machine');
    return raise(what, `somebody else answers there (${answer.status})`, remedy);
  } catch (error) {
    const code = codeOf((error as Error).cause ?? error);
    return raise(what, `not seen from this machine (${code})`, `${remedy} Or nothing runs yet.`);
  }
}

/** Every answer of Dunlin's carries one. */
function hasId(headers: Headers): boolean {
  return headers.has('x-request-id');
}
