import type { Config } from '#contracts';
import type { MessageToSend } from '#persistence';
import { LINK_PLACEHOLDER } from '#templating';
import { toSubmission } from './submission.js';

function htmlOf(
  mail: Config['mail'],
  html: string | null,
): { link?: string | undefined; html?: string | undefined } {
  const message = {
    id: 'm',
    leg_no: 1,
    link_key_version: 1,
    channel: 'email',
    body: LINK_PLACEHOLDER,
    html,
    terms: {},
  };
  const config = { publicUrl: 'https://d.test', mailFrom: 'a@d.test', mail } as Config;
  const settings = { config, linkKey: Buffer.alloc(32) };
  const submission = toSubmission(message as MessageToSend, 'attempt', settings, {});
  expect(submission.body).toBe(submission.link);
  return submission;
}

describe('a mail that is handed over', () => {
  const HTML = `<body>${LINK_PLACEHOLDER}</body>`;

  it('holds a picture that tells when it is opened, under the token of its link', () => {
    const { link = '', html } = htmlOf(undefined, HTML);
    const token = link.replace('https://d.test/p/', '');
    expect(html).toContain(`${link}\r\n<img src="https://d.test/webhooks/email/open/${token}.gif" `);
    expect(htmlOf(undefined, null).html).toBeUndefined();
  });

  it('holds none where opens are not to be told', () => {
    const { link, html } = htmlOf({ tellsOpens: false }, HTML);
    expect(html).toBe(`<body>${link}</body>`);
  });
});
