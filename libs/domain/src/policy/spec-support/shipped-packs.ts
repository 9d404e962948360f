import { readdirSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { compilePolicy } from '../compile-policy.js';
import type { CompiledPolicy } from '../compiled-policy.js';
import { packsOf } from '../packs-of.js';
import { policyPackSchema, type PolicyPack } from '../policy-pack.js';
import { calendar } from './policy-facts.js';

const FOLDER = 'campaigns/policies';

/** Every pack that is shipped. */
export const shippedPacks: readonly PolicyPack[] = readdirSync(FOLDER)
  .sort()
  .map((name) => policyPackSchema.parse(parse(readFileSync(`${FOLDER}/${name}`, 'utf8'))));

export function shippedPolicy(...ids: string[]): CompiledPolicy {
  const { packs, unknown } = packsOf(ids, shippedPacks);
  if (unknown.length > 0) throw new Error(`no such packs: ${unknown.join(', ')}`);
  return compilePolicy(packs, { calendar });
}
