import { Inject, Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { BusinessClock, Config, PortalLinks, type VisitKind } from '#contracts';
import { deriveKey, isLanguage, tokenHash } from '#domain';
import { chooseLanguage } from '../language/choose-language.js';
import { Wording } from '../language/wording.js';
import { type FormScope, FormTokens } from '../session/form-token.js';
import { SessionDesk } from '../session/session-desk.js';
import { agentClass } from '../visits/agent-class.js';
import { readCookie, writeCookie } from './cookies.js';
import { asForm, field, type Form } from './form.js';
import { type Guest, type KnownGuest, NotIdentified, StaleForm, UnknownLink } from './guest.js';

const LANGUAGE_COOKIE = 'dunlin_lang';
const HALF_A_YEAR_S = 180 * 86_400;
/** How long a link leads anywhere, in business milliseconds: as long as a case may be talked about. */
const LINK_LIFETIME_MS = 400 * 86_400_000;

/** Receives every request of the portal: finds what its link leads to, its language, its session. */
@Injectable()
export class Reception {
  private readonly prefix: string;
  private readonly secure: boolean;
  private readonly tokens: FormTokens;

  constructor(
    @Inject(Config) config: Config,
    @Inject(PortalLinks) private readonly links: PortalLinks,
    @Inject(BusinessClock) private readonly clock: BusinessClock,
    @Inject(SessionDesk) private readonly sessions: SessionDesk,
  ) {
    const { pathname, protocol } = new URL(config.publicUrl);
    this.prefix = pathname.replace(/\/$/, '');
    this.secure = protocol === 'https:';
    this.tokens = new FormTokens(deriveKey(config.secret, 'session'));
  }

  /** @throws UnknownLink */
  async receive(request: FastifyRequest, reply: FastifyReply): Promise<Guest> {
    const token = (request.params as { token?: string }).token ?? '';
    const link = await this.links.find(tokenHash(token), this.clock.now() - LINK_LIFETIME_MS);
    const form = request.method === 'POST' ? asForm(request.body) : {};
    const wording = this.wording(request, reply, form, link?.language);
    if (!link) throw new UnknownLink();
    return { request, reply, base: `${this.prefix}/p/${token}`, link, form, wording };
  }

  /** In the visitor's language; a choice made on this very page is remembered. */
  wording(request: FastifyRequest, reply: FastifyReply, form: Form, linkLanguage?: string): Wording {
    const query = request.query as Form;
    const chosen = field(query, 'lang') || field(form, 'lang');
    if (isLanguage(chosen) && field(query, 'lang') !== '') {
      const cookie = { path: `${this.prefix}/p/`, secure: this.secure, maxAge: HALF_A_YEAR_S };
      reply.header('set-cookie', writeCookie(LANGUAGE_COOKIE, chosen, cookie));
    }
    return new Wording(
      chooseLanguage({
        chosen,
        cookie: readCookie(request.headers.cookie, LANGUAGE_COOKIE),
        link: linkLanguage,
        acceptLanguage: request.headers['accept-language'],
      }),
    );
  }

  /** The guest with their session, or null when they have not shown who they are. */
  async known(guest: Guest): Promise<KnownGuest | null> {
    const found = await this.sessions.find(guest.request.headers.cookie, guest.link);
    return found && { ...guest, ...found };
  }

  /** @throws NotIdentified */
  async identified(guest: Guest): Promise<KnownGuest> {
    const known = await this.known(guest);
    if (!known) throw new NotIdentified(guest.base);
    return known;
  }

  /** Counts a visit. GET only; it is all that a GET writes (I5). */
  async logVisit(guest: Guest, kind: VisitKind, caseId: string | null = null): Promise<void> {
    const { method, headers } = guest.request;
    await this.links.recordVisit({
      messageId: guest.link.messageId,
      caseId,
      kind,
      agentClass: agentClass(method, headers),
      at: this.clock.now(),
    });
  }

  /** For the hidden field of a form: one that anybody with the link may send, or one of a session alone. */
  formToken(guest: Guest | KnownGuest, by: 'link' | 'session'): string {
    return this.tokens.issue(scopeOf(guest, by), Date.now());
  }

  /** @throws StaleForm unless we served this form, to this link or session, not too long ago */
  checkForm(guest: Guest | KnownGuest, by: 'link' | 'session'): void {
    const fromElsewhere = guest.request.headers['sec-fetch-site'] === 'cross-site';
    const holds = this.tokens.holds(field(guest.form, 'csrf'), scopeOf(guest, by), Date.now());
    if (fromElsewhere || !holds) throw new StaleForm(guest.base);
  }
}

function scopeOf(guest: Guest | KnownGuest, by: 'link' | 'session'): FormScope {
  const link = guest.link.linkHash;
  if (by === 'link') return { link };
  if (!('sessionHash' in guest)) throw new Error('a form of a session without a session');
  return { link, session: guest.sessionHash };
}
