import { Inject, Injectable } from '@nestjs/common';
import { Config, PortalIdentity, type PortalLink, type TryCounter } from '#contracts';
import { deriveKey, personKey } from '#domain';
import { type Answers, matchAnswers } from './answers.js';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

const LINK_LIMITS = [
  { tries: 5, windowMs: 15 * MINUTE_MS },
  { tries: 20, windowMs: DAY_MS },
];
/** However many links somebody has collected, they guess no more often than this about one person. */
const PERSON_LIMITS = [{ tries: 40, windowMs: DAY_MS }];

export type IdentityOutcome =
  | { outcome: 'match' | 'unprovable'; caseId: string }
  | { outcome: 'mismatch' }
  /** Machine milliseconds until another try is allowed. */
  | { outcome: 'throttled'; waitMs: number };

/** Compares answers with what is known, no more often than guessing allows. */
@Injectable()
export class IdentityCheck {
  /** By which companies are known by their NIP, as imports know them. */
  private readonly personKey: Buffer;

  constructor(
    @Inject(PortalIdentity) private readonly identity: PortalIdentity,
    @Inject(Config) config: Config,
  ) {
    this.personKey = deriveKey(config.secret, 'person');
  }

  async check(link: PortalLink, answers: Answers): Promise<IdentityOutcome> {
    const counters: TryCounter[] = [
      { kind: 'link', key: link.linkHash, limits: LINK_LIMITS },
      { kind: 'person', key: Buffer.from(link.personId.replaceAll('-', ''), 'hex'), limits: PERSON_LIMITS },
    ];
    const now = Date.now();
    const counted = await this.identity.countTry(counters, now);
    if (!counted.allowed) return { outcome: 'throttled', waitMs: counted.retryAt - now };
    const result = matchAnswers(answers, await this.identity.facts(link), this.keyOf(answers));
    if (result.outcome === 'match') await this.identity.forgiveTry(counters);
    return result;
  }

  private keyOf({ nip }: Answers): Buffer | null {
    return nip === '' ? null : personKey({ kind: 'nip', nip }, this.personKey);
  }
}
