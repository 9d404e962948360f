import type { InconvenientTime } from '#domain';
import type { Queryable } from '../database.js';

/** A contact that counts for the caps, as kept on the person's row. */
export interface CountedContact {
  /** Business instant, epoch ms. */
  at: number;
  ch: string;
  /** Message id: one message counts once, however many legs it takes. */
  m: string;
  /** Case that it was about; absent for contacts of earlier releases. */
  c?: string;
  /** A call whose message went on by another channel: it counts as a call alone. */
  a?: true;
}

interface LockedContacts {
  id: string;
  stops: string[];
  refused_channels: string[];
  inconvenient_times: InconvenientTime[];
  contacts: CountedContact[];
}

/** Which of these messages were calls in which the debtor was spoken with: they had shown who they are. */
export async function conversationsAmong(
  tx: Queryable,
  messageIds: readonly string[],
): Promise<ReadonlySet<string>> {
  if (messageIds.length === 0) return new Set();
  const { rows } = await tx.query<{ message_id: string }>({
    name: 'conversations-among',
    text: 'SELECT DISTINCT message_id FROM calls WHERE message_id = ANY($1) AND verified_at IS NOT NULL',
    values: [[...new Set(messageIds)]],
  });
  return new Set(rows.map((row) => row.message_id));
}

/**
 * Locks persons in id order, as lockPersons does (I6), and reads of their rows what the sender decides by. By their ids
 * alone: of a row that changed while the lock was waited for, Postgres looks again whether the condition holds, and one
 * that joins other tables can fail there; the row would be neither locked nor answered.
 */
export async function lockContacts(
  tx: Queryable,
  ids: ReadonlySet<string>,
): Promise<Map<string, LockedContacts>> {
  const { rows } = await tx.query<LockedContacts>({
    name: 'lock-contacts',
    text: 'SELECT id, stops, refused_channels, inconvenient_times, contacts FROM persons WHERE id = ANY($1) ORDER BY id FOR NO KEY UPDATE',
    values: [[...ids]],
  });
  return new Map(rows.map((person) => [person.id, person]));
}
