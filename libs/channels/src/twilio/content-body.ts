import { createHash } from 'node:crypto';
import type { RichButton, RichTemplate } from '#contracts';

/** A template as Twilio's Content API takes it. Source: twilio.com/docs/content, checked 2026-11. */
export interface ContentBody {
  friendly_name: string;
  language: string;
  /** What a gap shows that a message leaves out: an example, and never one that somebody could take for theirs. */
  variables: Record<string, string>;
  types: Record<string, object>;
}

/** The gap that holds the last part of the debtor's link. */
export const LINK_GAP = 'link';
const EXAMPLE_LINK = 'x';

/**
 * What the content of a template is called at Twilio: its version, and the address that its buttons lead to, so that
 * neither other words nor another address are ever taken for it.
 */
export function contentName(version: string, publicUrl: string): string {
  return `${version}#${createHash('sha256').update(publicUrl).digest('hex').slice(0, 8)}`;
}

/**
 * With a picture it is shown as a card. Without one Twilio shows chips below a text, which has no title of its own;
 * without buttons too, it is a text. Phones that know neither get the text.
 */
export function contentBody(template: RichTemplate, publicUrl: string): ContentBody {
  const link = `${publicUrl}/p/{{${LINK_GAP}}}`;
  return {
    friendly_name: contentName(template.version, publicUrl),
    language: template.language,
    variables: { ...template.samples, [LINK_GAP]: EXAMPLE_LINK },
    types: {
      ...(template.buttons.length > 0 && {
        'twilio/card': {
          ...(template.picture === null
            ? { body: `${template.title}\n\n${template.body}` }
            : {
                title: template.title,
                body: template.body,
                media: [`${publicUrl}${template.picture}`],
              }),
          actions: template.buttons.map((button) => action(button, link)),
        },
      }),
      'twilio/text': { body: template.text.replaceAll(`{{${LINK_GAP}}}`, link) },
    },
  };
}

function action(button: RichButton, link: string): object {
  switch (button.kind) {
    case 'open':
      return { type: 'URL', title: button.title, url: link };
    case 'call':
      return { type: 'PHONE_NUMBER', title: button.title, phone: button.phone };
    case 'reply':
      return { type: 'QUICK_REPLY', title: button.title, id: button.payload };
  }
}
