import { Inject, Injectable } from '@nestjs/common';
import { type CompiledPolicy, compilePolicy } from '#domain';
import { Database, storePolicy } from '#persistence';
import { POLICY_PACKS, type PolicyPacks } from './policy-packs.js';

/** Compiled contact policies by the packs that a portfolio is under. */
@Injectable()
export class PolicyLibrary {
  private readonly compiled = new Map<string, Promise<CompiledPolicy>>();

  constructor(
    @Inject(Database) private readonly db: Database,
    @Inject(POLICY_PACKS) private readonly packs: PolicyPacks,
  ) {}

  /** Rejects when a pack is unknown: nothing is sent under a policy that is not there. */
  get(packIds: readonly string[]): Promise<CompiledPolicy> {
    const key = [...new Set(packIds)].sort().join(',');
    const known = this.compiled.get(key);
    if (known) return known;
    const fresh = this.compile(key.split(','));
    this.compiled.set(key, fresh);
    fresh.catch(() => this.compiled.delete(key));
    return fresh;
  }

  private async compile(packIds: readonly string[]): Promise<CompiledPolicy> {
    const policy = compilePolicy(packIds.map((id) => this.pack(id)));
    await storePolicy(this.db, policy.hash, policy.packs);
    return policy;
  }

  private pack(id: string): PolicyPacks[number] {
    const pack = this.packs.find((candidate) => candidate.id === id);
    if (!pack)
      throw new Error(
        `There is no policy pack "${id}"; put it under campaigns/policies or correct the portfolio.`,
      );
    return pack;
  }
}
