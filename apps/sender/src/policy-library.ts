import { Inject, Injectable } from '@nestjs/common';
import { type CompiledPolicy, compilePolicy, type PolicyPack } from '#domain';
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

  /** Null when a pack is unknown: nothing is sent under a policy that is not there. */
  async get(packIds: readonly string[]): Promise<CompiledPolicy | null> {
    const ids = [...new Set(packIds)].sort();
    const packs = ids.flatMap((id) => this.packs.find((pack) => pack.id === id) ?? []);
    return packs.length === 0 || packs.length < ids.length ? null : this.compiledOnce(ids.join(','), packs);
  }

  private compiledOnce(key: string, packs: readonly PolicyPack[]): Promise<CompiledPolicy> {
    const known = this.compiled.get(key);
    if (known) return known;
    const fresh = this.compile(packs);
    this.compiled.set(key, fresh);
    fresh.catch(() => this.compiled.delete(key));
    return fresh;
  }

  private async compile(packs: readonly PolicyPack[]): Promise<CompiledPolicy> {
    const policy = compilePolicy(packs);
    await storePolicy(this.db, policy.hash, policy.packs);
    return policy;
  }
}
