import type { FastifyReply, FastifyRequest } from 'fastify';
import type { PortalLink, PortalSession } from '#contracts';
import type { Wording } from '../language/wording.js';
import type { Form } from './form.js';

/** Whoever came by a link that leads somewhere; nothing is known of them yet. */
export interface Guest {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  /** Path of the link, without a trailing slash: what all addresses of its pages begin with. */
  readonly base: string;
  readonly link: PortalLink;
  /** What was posted; empty for a GET. */
  readonly form: Form;
  readonly wording: Wording;
}

/** A guest who has shown who they are. */
export interface KnownGuest extends Guest {
  readonly session: PortalSession;
  readonly sessionHash: Buffer;
}

/** The link leads nowhere, or has expired. */
export class UnknownLink extends Error {}

/** The identity check was not passed, or too long ago. */
export class NotIdentified extends Error {
  constructor(readonly base: string) {
    super('not identified');
  }
}

/** A form that we did not serve, or served too long ago. */
export class StaleForm extends Error {
  constructor(readonly base: string) {
    super('stale form');
  }
}
