/** Into how many shards the work is split; changing it would move every person. */
export const SHARDS = 64;

/**
 * The shard of a person, 0 to 63: FNV-1a over the id's text in lower case. Time-ordered ids spread evenly, since
 * every byte counts; stable for ever, since rows are partitioned by it.
 */
export function shardOf(personId: string): number {
  const text = personId.toLowerCase();
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  }
  // The low bits of FNV-1a mix least; fold the high ones in.
  return ((hash ^ (hash >>> 16)) >>> 0) % SHARDS;
}
