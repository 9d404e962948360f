import { join } from 'node:path';
import { v7 as uuidv7 } from 'uuid';
import {
  compilePolicy,
  type CompiledPolicy,
  type ContactFacts,
  decideContact,
  packsOf,
  type PolicyPack,
  type StoredDecision,
  storeDecision,
} from '#domain';
import { readPolicyPacks, storePolicy } from '#persistence';
import { type CaseworkWorld, MONDAY } from './casework.world.js';

/** Facts on a Monday morning that stand against no contact. */
export const FACTS: ContactFacts = {
  at: MONDAY,
  channel: 'sms',
  purpose: 'collection',
  country: 'PL',
  portfolioZone: 'Europe/Warsaw',
  zones: ['Europe/Warsaw'],
  partyKind: 'consumer',
  stage: 'mid',
  caseOpen: true,
  holds: [],
  personStops: [],
  pointStatus: 'active',
  optedOut: false,
  contacts: [],
  balanceMinor: 124_680,
  minimumBalanceMinor: 0,
  timeBarredOn: '2031-12-31',
  dueDate: '2025-12-10',
  lastPaymentAt: null,
  campaignPaused: false,
};

/** The pack of Poland as it is shipped. */
export async function plDefaultPacks(): Promise<readonly PolicyPack[]> {
  return packsOf(['pl-default'], await readPolicyPacks(join(process.cwd(), 'campaigns', 'policies'))).packs;
}

export interface DecidedOptions {
  caseRef?: string;
  creditor?: string;
  /** The shipped pack of Poland by default. */
  policy?: CompiledPolicy;
  /** Changes a record before it is stored. */
  forge?: (stored: StoredDecision) => void;
}

/** A message with decisions as the sender records them, one after the other; returns its id. */
export async function decidedMessage(
  world: CaseworkWorld,
  facts: readonly ContactFacts[],
  { caseRef = 'K/1', creditor = 'prad', forge, ...options }: DecidedOptions = {},
): Promise<string> {
  const id = uuidv7({ msecs: MONDAY });
  await world.db.query(
    `INSERT INTO messages (shard, id, person_id, debtor_id, creditor_id, case_ids, purpose, origin_kind, origin_key, family,
       channels, status, created_at)
     SELECT c.shard, $1::uuid, c.person_id, c.debtor_id, c.creditor_id, ARRAY[c.id], 'collection', 'step', $1::text, 'overdue',
       '{sms}', 'planned', $2
     FROM cases c JOIN creditors k ON k.id = c.creditor_id WHERE c.ref = $3 AND k.ref = $4`,
    [id, new Date(MONDAY), caseRef, creditor],
  );
  const policy = options.policy ?? compilePolicy(await plDefaultPacks());
  for (const each of facts) await recordDecision(world, id, each, policy, forge);
  return id;
}

/** Asks the policy about a message again, and records what it says; returns the decision as stored. */
export async function recordDecision(
  world: CaseworkWorld,
  messageId: string,
  facts: ContactFacts,
  policy: CompiledPolicy,
  forge?: (stored: StoredDecision) => void,
): Promise<StoredDecision> {
  const decision = decideContact(facts, policy);
  const stored = storeDecision(facts, decision);
  forge?.(stored);
  await storePolicy(world.db, policy.hash, policy.packs);
  await world.db.query(
    `INSERT INTO decisions (id, message_id, leg_no, creditor_id, outcome, rule, record, recorded_at)
     SELECT $1, m.id, 1, m.creditor_id, $3, $4, $5, clock_timestamp() FROM messages m WHERE m.id = $2`,
    [uuidv7({ msecs: facts.at }), messageId, decision.outcome, decision.rule.id, JSON.stringify(stored)],
  );
  return stored;
}
