import type { ContentCreateRequest } from 'twilio/lib/rest/content/v1/content.js';
import { type Config, PlainError, type RichTemplate, RichTemplateDesk } from '#contracts';
import { contentBody, contentName } from './content-body.js';
import { failedSubmission } from './submission-outcome.js';
import { TwilioAccount, type TwilioOptions } from './twilio-account.js';

const PAGE_SIZE = 100;
/** How long a name that was not there is believed to be missing, in machine milliseconds. */
const BELIEF_MS = 5_000;

/** Cards as contents of a Twilio account, found by their names. */
export class TwilioContent extends RichTemplateDesk {
  private readonly account: TwilioAccount;
  private readonly publicUrl: string;
  private sids = new Map<string, string>();
  private reading: Promise<void> | undefined;
  /** When each name that was looked for in vain was looked for. */
  private readonly missedAt = new Map<string, number>();

  constructor(config: Pick<Config, 'twilio' | 'publicUrl'>, options: TwilioOptions = {}) {
    super();
    this.publicUrl = config.publicUrl;
    this.account = new TwilioAccount(config, { connections: 2, ...options });
  }

  async keep(templates: readonly RichTemplate[]): Promise<void> {
    const missing = () => templates.filter(({ version }) => !this.sids.has(this.nameOf(version)));
    if (missing().length === 0) return;
    await this.read();
    for (const template of missing()) await this.create(template);
  }

  /** The content's SID; null when the account has none of that version. */
  async sidOf(version: string): Promise<string | null> {
    const name = this.nameOf(version);
    if (!this.sids.has(name) && !this.isMissed(name)) await this.lookFor(name);
    return this.sids.get(name) ?? null;
  }

  override close(): Promise<void> {
    return this.account.close();
  }

  private nameOf(version: string): string {
    return contentName(version, this.publicUrl);
  }

  private isMissed(name: string): boolean {
    return performance.now() - (this.missedAt.get(name) ?? -Infinity) < BELIEF_MS;
  }

  /** By a list that was asked for after the name was: a card may have been created a moment ago. */
  private async lookFor(name: string): Promise<void> {
    await this.reading?.catch(() => undefined);
    if (this.sids.has(name) || this.isMissed(name)) return;
    await this.read();
    if (this.sids.has(name)) this.missedAt.delete(name);
    else this.missedAt.set(name, performance.now());
  }

  /** Once for all who ask meanwhile. */
  private read(): Promise<void> {
    this.reading ??= this.readAll().finally(() => (this.reading = undefined));
    return this.reading;
  }

  private async readAll(): Promise<void> {
    const contents = await this.account.client.content.v1.contents.list({ pageSize: PAGE_SIZE });
    this.sids = new Map(contents.map(({ friendlyName, sid }) => [friendlyName, sid]));
  }

  private async create(template: RichTemplate): Promise<void> {
    const body = contentBody(template, this.publicUrl);
    try {
      // The SDK's type says what an answer looks like; a request has the names of the API itself.
      const request = body as unknown as ContentCreateRequest;
      const { sid } = await this.account.client.content.v1.contents.create(request);
      this.sids.set(body.friendly_name, sid);
    } catch (error) {
      const failure = failedSubmission(error);
      const code = 'code' in failure ? failure.code : 'unexpected';
      throw new PlainError(
        `Twilio did not take the card ${template.version} (${code}). See what its Content API says of that code, ` +
          `correct templates/${template.version.split('/')[0]}, and try again.`,
      );
    }
  }
}
