import { Inject, Injectable, Logger } from '@nestjs/common';
import { type CompiledPolicy, compilePolicy, InvalidPolicyError, packsOf, type PolicyPack } from '#domain';
import { Database, storePolicy } from '#persistence';
import { POLICY_PACKS, type PolicyPacks } from './policy-packs.js';

/** Compiled contact policies by the packs that a portfolio is under. */
@Injectable()
export class PolicyLibrary {
  private readonly logger = new Logger('sender');
  private readonly compiled = new Map<string, Promise<CompiledPolicy | null>>();

  constructor(
    @Inject(Database) private readonly db: Database,
    @Inject(POLICY_PACKS) private readonly packs: PolicyPacks,
  ) {}

  /**
   * Every version of the packs together, each for its own days. Null when a pack is unknown, or when they do not make
   * a whole policy: nothing is sent under one that is not there.
   */
  get(packIds: readonly string[]): Promise<CompiledPolicy | null> {
    const key = packIds.join(',');
    const known = this.compiled.get(key);
    if (known) return known;
    const fresh = this.compile(packIds);
    this.compiled.set(key, fresh);
    fresh.catch(() => this.compiled.delete(key));
    return fresh;
  }

  private async compile(ids: readonly string[]): Promise<CompiledPolicy | null> {
    const { packs, unknown } = packsOf(ids, this.packs);
    if (packs.length === 0 || unknown.length > 0) return null;
    const policy = this.whole(packs);
    if (policy) await storePolicy(this.db, policy.hash, policy.packs);
    return policy;
  }

  private whole(packs: readonly PolicyPack[]): CompiledPolicy | null {
    try {
      return compilePolicy(packs);
    } catch (error) {
      if (!(error instanceof InvalidPolicyError)) throw error;
      const ids = [...new Set(packs.map((pack) => pack.id))].join(' and ');
      this.logger.error(`nothing is sent under ${ids}: ${error.message}`);
      return null;
    }
  }
}
