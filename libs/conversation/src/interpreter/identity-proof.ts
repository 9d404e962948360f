import type { CheckNode, IdentityProof } from '../dialogue.schema.js';
import { proofsOf } from '../node-kinds.js';
import type { CallFacts } from './call-facts.js';

/** The first of the node's ways of which something is on record that keys can tell; null when there is none. */
export function proofFor(node: CheckNode, { identity }: CallFacts): IdentityProof | null {
  return proofsOf(node).find((proof) => expected(proof, node, identity) !== null) ?? null;
}

/** Whether these are the right keys. */
export function isProved(node: CheckNode, keys: string, facts: CallFacts): boolean {
  const proof = proofFor(node, facts);
  return proof !== null && keys === expected(proof, node, facts.identity);
}

/** A birth date as day, month and year; a postcode by its digits, where it consists of so many. */
function expected(proof: IdentityProof, node: CheckNode, identity: CallFacts['identity']): string | null {
  const known = identity[proof];
  const wanted = node.by[proof]?.keys;
  if (known === null || wanted === undefined) return null;
  const keys = proof === 'birthDate' ? known.split('-').reverse().join('') : known.replace(/[\s-]/g, '');
  return /^\d+$/.test(keys) && keys.length === wanted ? keys : null;
}
