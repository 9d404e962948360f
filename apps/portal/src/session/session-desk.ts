import { createHash, randomBytes } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { BusinessClock, Config, type PortalLink, type PortalSession, PortalSessions } from '#contracts';
import { readCookie, writeCookie } from '../http/cookies.js';

const COOKIE = 'dunlin_portal';
/** A session ends so long after its last use. */
const IDLE_MS = 30 * 60_000;
/** The cookie outlives the idle time, since use prolongs the session; the database decides. */
const LONGEST_S = 4 * 3600;

export interface FoundSession {
  session: PortalSession;
  sessionHash: Buffer;
}

/** Opens and finds debtors' sessions. The cookie holds a random token, the database its hash. */
@Injectable()
export class SessionDesk {
  private readonly secure: boolean;

  constructor(
    @Inject(Config) config: Config,
    @Inject(PortalSessions) private readonly sessions: PortalSessions,
    @Inject(BusinessClock) private readonly clock: BusinessClock,
  ) {
    this.secure = config.publicUrl.startsWith('https:');
  }

  /** Opens a session for one case of the link. Returns the Set-Cookie header; path is the link's own. */
  async open(link: PortalLink, caseId: string, language: string, path: string): Promise<string> {
    const token = randomBytes(24).toString('base64url');
    const now = Date.now();
    await this.sessions.open({
      tokenHash: hash(token),
      link,
      caseId,
      language,
      now,
      expiresAt: now + IDLE_MS,
      at: this.clock.now(),
    });
    return writeCookie(COOKIE, token, { path, secure: this.secure, maxAge: LONGEST_S });
  }

  /** The session of the cookie, if it is alive and was opened by this very link. */
  async find(cookies: string | undefined, link: PortalLink): Promise<FoundSession | null> {
    const token = readCookie(cookies, COOKIE);
    if (!token) return null;
    const sessionHash = hash(token);
    const now = Date.now();
    const session = await this.sessions.touch(sessionHash, now, now + IDLE_MS);
    if (!session || session.messageId !== link.messageId || !link.caseIds.includes(session.caseId))
      return null;
    return { session, sessionHash };
  }

  choose(sessionHash: Buffer, caseId: string): Promise<void> {
    return this.sessions.choose(sessionHash, caseId);
  }

  async close(sessionHash: Buffer, path: string): Promise<string> {
    await this.sessions.close(sessionHash);
    return writeCookie(COOKIE, '', { path, secure: this.secure, maxAge: 0 });
  }
}

function hash(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}
