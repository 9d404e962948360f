import type { RunningSandbox } from './running-sandbox.js';

type NewContent = Parameters<ReturnType<RunningSandbox['twilio']>['content']['v1']['contents']['create']>[0];

/** A template as an adapter would make one: a card with a picture, and the plain copy for phones without RCS. */
export const REMINDER = {
  friendly_name: 'reminder/pl/rcs@1',
  language: 'pl',
  variables: { '1': 'Jan', '2': '120,50 zł', phone: '+48221234567', link: 'przyklad' },
  types: {
    'twilio/text': { body: 'Dzień dobry, {{1}}. Do zapłaty: {{2}}. http://127.0.0.1:9/p/{{link}}' },
    'twilio/card': {
      title: 'Przypomnienie dla: {{1}}',
      body: 'Do zapłaty pozostało {{2}}.',
      media: ['http://127.0.0.1:9/pictures/reminder.png'],
      actions: [
        { type: 'URL', title: 'Zobacz i zapłać', url: 'http://127.0.0.1:9/p/{{link}}' },
        { type: 'PHONE_NUMBER', title: 'Zadzwoń', phone: '{{phone}}' },
        { type: 'QUICK_REPLY', title: 'Proszę o kontakt', id: 'CALL_ME' },
        { type: 'QUICK_REPLY', title: 'STOP', id: 'STOP' },
      ],
    },
  },
};

/** As the API takes it; the SDK's own types say camel case, and send it so, which Twilio does not understand. */
export const asContent = (content: object): NewContent => content as NewContent;

export async function keepReminder(sandbox: RunningSandbox): Promise<string> {
  return (await sandbox.twilio().content.v1.contents.create(asContent(REMINDER))).sid;
}
