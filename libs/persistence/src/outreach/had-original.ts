import type { WantedContact } from '#domain';
import type { Queryable } from '../database.js';
import type { MessageToRender } from './messages-to-render.js';

/**
 * Addresses of the debtor to which the same words of the same campaign went already, or are on their way, to whoever is
 * written to as a rule. Addresses are compared by their keyed hash: the same one may stand as another contact's.
 */
const HAD = `
  SELECT w.id, array_agg(DISTINCT own.id) AS points
  FROM unnest($1::smallint[], $2::uuid[]) AS w(shard, id)
  JOIN messages m ON m.shard = w.shard AND m.id = w.id
  CROSS JOIN LATERAL (
    SELECT shard, id FROM messages o
    WHERE o.shard = m.shard AND o.person_id = m.person_id AND o.enrolment_id = m.enrolment_id AND o.family = m.family
      AND o.id <> m.id AND o.extra -> 'to' ->> 'otherwise' IS DISTINCT FROM 'nobody' OFFSET 0
  ) original
  JOIN legs l ON l.shard = original.shard AND l.message_id = original.id AND l.failed_at IS NULL
    AND (l.accepted_at IS NOT NULL OR EXISTS (SELECT FROM flights f WHERE f.message_id = original.id))
  JOIN contact_points had ON had.id = l.contact_point_id
  JOIN contact_points own ON own.debtor_id = m.debtor_id AND own.value_hash = had.value_hash
  GROUP BY w.id`;

/** Whether a message is for somebody of a role and nobody else: a copy of what goes to the usual address. */
export function isForRoleAlone({ extra }: Pick<MessageToRender, 'extra'>): boolean {
  return (extra?.to as WantedContact | undefined)?.otherwise === 'nobody';
}

/** Contact points that have, or are about to have, the original of copies, by copy. A batch without copies asks nothing. */
export async function readHadOriginal(
  db: Queryable,
  messages: readonly MessageToRender[],
): Promise<Map<string, ReadonlySet<string>>> {
  const copies = messages.filter(isForRoleAlone);
  if (copies.length === 0) return new Map();
  const { rows } = await db.query<{ id: string; points: string[] }>({
    name: 'had-original',
    text: HAD,
    values: [copies.map(({ shard }) => shard), copies.map(({ id }) => id)],
  });
  return new Map(rows.map(({ id, points }) => [id, new Set(points)]));
}
