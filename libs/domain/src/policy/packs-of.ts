import type { PolicyPack } from './policy-pack.js';

/** The packs that a portfolio or campaign is under, and names among them that nobody knows. */
export interface PacksOf {
  /** Every version of each pack, in the order of their names: the same packs give the same policy. */
  readonly packs: readonly PolicyPack[];
  readonly unknown: readonly string[];
}

/** Every version of the named packs and of those that they include. */
export function packsOf(ids: readonly string[], known: readonly PolicyPack[]): PacksOf {
  const versionsOf = (id: string): readonly PolicyPack[] => known.filter((pack) => pack.id === id);
  const taken = new Set<string>();
  const unknown = new Set<string>();
  const open = [...ids];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (taken.has(id)) continue;
    const versions = versionsOf(id);
    if (versions.length === 0) unknown.add(id);
    else taken.add(id);
    open.push(...versions.flatMap(({ includes = [] }) => includes));
  }
  return { packs: [...taken].sort().flatMap(versionsOf), unknown: [...unknown].sort() };
}
