import { Inject, Injectable } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Config, PaymentProvider, type PortalCreditor } from '#contracts';
import type { Wording } from '../language/wording.js';
import { PageRenderer, type ViewName } from '../views/page-renderer.js';
import type { Guest } from './guest.js';
import { bareHeaders, pageHeaders } from './page-headers.js';

export interface Page {
  status?: number;
  view: ViewName;
  title: string;
  /** The page's own address below the link, such as '/case'; null when it cannot be opened by itself. */
  at: string | null;
  /** Named and coloured on pages for a visitor who has shown who they are; never before. */
  creditor?: PortalCreditor;
  model: object;
}

/** Sends pages and redirections, each with the headers that every answer of the portal carries. */
@Injectable()
export class PortalPages {
  private readonly formTargets: string[];

  constructor(
    @Inject(PageRenderer) private readonly renderer: PageRenderer,
    @Inject(Config) config: Config,
    @Inject(PaymentProvider) payments: PaymentProvider | null,
  ) {
    const ours = [config.publicUrl, ...(config.paymentsUrl ? [config.paymentsUrl] : [])].map(
      (url) => new URL(url).origin,
    );
    this.formTargets = [...new Set([...ours, ...(payments?.pageOrigins ?? [])])];
  }

  async send({ reply, wording, base }: Pick<Guest, 'reply' | 'wording' | 'base'>, page: Page): Promise<void> {
    await this.sendTo(
      reply,
      wording,
      { ...page, model: { base, ...page.model } },
      page.at === null ? null : base + page.at,
    );
  }

  /** For pages that belong to no link. */
  async sendTo(reply: FastifyReply, wording: Wording, page: Page, path: string | null): Promise<void> {
    const { creditor } = page;
    const frame = {
      wording,
      title: page.title,
      creditorName: creditor?.name ?? null,
      brandColour: creditor?.brand.color ?? creditor?.brand.colour,
      path,
    };
    const model = { footer: null, wide: false, notice: null, errors: [], ...page.model };
    const { html, styleSource } = this.renderer.render(page.view, frame, model);
    await reply
      .status(page.status ?? 200)
      .headers(pageHeaders({ styleSource, formTargets: this.formTargets }))
      .send(html);
  }

  /** A page that only tells something. */
  async notice(
    guest: Pick<Guest, 'reply' | 'wording' | 'base'>,
    title: string,
    lines: string[],
    more: { status?: number; back?: { href: string; label: string }; creditor?: PortalCreditor } = {},
  ): Promise<void> {
    const { status, back = null, creditor } = more;
    await this.send(guest, { status, view: 'notice', title, at: null, creditor, model: { lines, back } });
  }

  /** 303, so that what comes next is fetched by GET and a reload repeats nothing. */
  async redirect(reply: FastifyReply, to: string): Promise<void> {
    await reply.status(303).headers(bareHeaders).header('location', to).send();
  }
}
