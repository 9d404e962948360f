import { createHmac } from 'node:crypto';
import { Agent, request } from 'undici';

/** The account's token, as the services are configured with it. */
const TOKEN = 'token';
export const ACCOUNT_SID = 'AC00000000000000000000000000000000';

export interface Answered {
  /** 0 when there was no answer. */
  status: number;
  body: string;
}

/** Posts forms as Twilio does: signed over the address, less its fragment, and all fields in their order. */
export class SignedPosts {
  private readonly dispatcher = new Agent({ connections: 20 });

  async post(address: string, form: Readonly<Record<string, string>>): Promise<Answered> {
    const url = address.replace(/#.*$/, '');
    const text = Object.keys(form)
      .sort()
      .reduce((all, key) => all + key + (form[key] ?? ''), url);
    try {
      const answer = await request(url, {
        method: 'POST',
        dispatcher: this.dispatcher,
        headers: {
          'content-type': 'application/x-www-form-urlencoded',
          'x-twilio-signature': createHmac('sha1', TOKEN).update(text, 'utf8').digest('base64'),
        },
        body: new URLSearchParams(form).toString(),
        headersTimeout: 10_000,
      });
      return { status: answer.statusCode, body: await answer.body.text() };
    } catch {
      // The tracker is down, or was killed over it: to be posted again.
      return { status: 0, body: '' };
    }
  }
}
