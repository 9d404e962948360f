import type { LegName } from '#contracts';

/** The part of a webhook's address that names a leg. */
export interface LegParams {
  shard: string;
  messageId: string;
  legNo: string;
}

const LEG =
  /^([0-9]|[1-5][0-9]|6[0-3])\/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\/([1-9]|1[0-9]|20)$/;

/** Null when it names none. */
export function readLeg({ shard, messageId, legNo }: LegParams): LegName | null {
  if (!LEG.test(`${shard}/${messageId}/${legNo}`)) return null;
  return { shard: Number(shard), messageId, legNo: Number(legNo) };
}
