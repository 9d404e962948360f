import { type MessageUse, type PolicyPack, policyPackSchema } from '#domain';
import { readTemplates } from '../loading/template-loader.js';
import { removeTemplateFolders, templateFolder } from '../template-folder.fixture.js';
import type { SpokenCalls } from './asked-of-calls.js';
import { messageJudge } from './message-judge.js';

afterAll(removeTemplateFolders);

/** A pack with these rules about words. */
function packWith(rules: object[], more: object = {}): PolicyPack {
  const authority = { source: 'a law', mark: 'V' };
  return policyPackSchema.parse({
    id: 'trial',
    version: 1,
    title: 'Trial',
    country: 'PL',
    validFrom: '2020-01-01',
    validTo: null,
    rules: [{ rule: 'hold', version: 1, appliesTo: ['collection'], ...authority }],
    messages: rules.map((rule, index) => ({ rule: `r${index}`, meaning: 'is well', ...authority, ...rule })),
    ...more,
  });
}

const SMS: MessageUse = { family: 'nudge', channel: 'sms', first: false };
const MAIL: MessageUse = { ...SMS, channel: 'email' };
const WRITTEN = { channels: ['sms', 'email'] };

async function judged(
  files: Record<string, string>,
  use: MessageUse,
  packs: PolicyPack[],
  calls?: SpokenCalls,
): Promise<readonly string[]> {
  const set = await readTemplates(await templateFolder(files));
  return messageJudge(set, { packs, today: '2026-11-23', ...(calls && { calls }) })(use, ['trial']);
}

const says = (pl: string, more: object = {}) =>
  packWith([{ says: { pl: [pl], en: ['.'], uk: ['.'] }, ...WRITTEN, ...more }]);
const smsOf = (text: string) => ({
  'nudge/pl/sms.hbs': `${text} {{case.ref}}: {{link}} {{stopTexts creditor.takesReplies}}`,
});

describe('words that a pack asks for', () => {
  it('are looked for in the words as they are filled, and what lacks them is named with who asks', async () => {
    expect(await judged(smsOf('Piszemy jako windykator.'), SMS, [says('jako windykator')])).toEqual([]);
    expect(await judged({}, SMS, [says('jako windykator')])).toEqual([
      '"nudge" (pl, sms) does not always say /jako windykator/ in sms.hbs; trial asks that the message is well (r0: a law)',
    ]);
  });

  it('are not there for everybody when a tone leaves them out', async () => {
    const firm = smsOf('{{#if (eq tone "firm")}}Piszemy jako windykator.{{/if}}');
    expect(await judged(firm, SMS, [says('jako windykator')])).toHaveLength(1);
  });

  it('are found in texts of plain letters as well', async () => {
    const meta =
      'family: nudge\nversion: 1\ndescription: x\npurpose: collection\nchannels: [sms, email]\nstages: []\n' +
      'sms: { maxSegments: { pl: 2, en: 1, uk: 2 }, transliterate: true }\n';
    const files = { ...smsOf('Odzyskujemy należności.'), 'nudge/meta.yaml': meta };
    expect(await judged(files, SMS, [says('odzyskujemy należności')])).toEqual([]);
  });

  it('are asked of both parts of a mail, but of what a reader sees alone', async () => {
    const hidden = `<mjml lang="pl"><mj-head><mj-title>jako windykator</mj-title></mj-head><mj-body><mj-section><mj-column>
      <mj-button href="{{link}}">OK</mj-button><mj-text>{{unsubscribeLink}}</mj-text></mj-column></mj-section></mj-body></mjml>`;
    const files = {
      'nudge/pl/email.mjml': hidden,
      'nudge/pl/email.txt.hbs': 'jako windykator {{link}} {{unsubscribeLink}}',
    };
    expect(await judged(files, MAIL, [says('jako windykator')])).toEqual([
      expect.stringContaining('does not always say /jako windykator/ in email.mjml'),
    ]);
    const shown = hidden.replace('<mj-text>', '<mj-text>jako&nbsp;windykator ');
    expect(await judged({ ...files, 'nudge/pl/email.mjml': shown }, MAIL, [says('jako windykator')])).toEqual(
      [],
    );
  });

  it('may be asked of what comes first, of what comes later, and of formal demands', async () => {
    const first = [says('nigdzie', { contact: 'first' })];
    expect(await judged({}, SMS, first)).toEqual([]);
    expect(await judged({}, { ...SMS, first: true }, first)).toHaveLength(1);
    const later = [says('nigdzie', { contact: 'later' })];
    expect(await judged({}, SMS, later)).toHaveLength(1);
    expect(await judged({}, { ...SMS, first: true }, later)).toEqual([]);
    const demand = [says('nigdzie', { contact: 'demand' })];
    expect(await judged({}, SMS, demand)).toEqual([]);
    const meta =
      'family: nudge\nversion: 1\ndescription: x\npurpose: collection\nchannels: [sms, email]\nstages: []\nformalDemand: true\n' +
      'sms: { maxSegments: { pl: 2, en: 1, uk: 2 }, transliterate: true }\n';
    expect(await judged({ 'nudge/meta.yaml': meta }, SMS, demand)).toHaveLength(1);
  });

  it('are asked by packs that have not ended, and by those that they include', async () => {
    const ended = [says('nigdzie')].map((pack) => ({ ...pack, validTo: '2026-11-22' }));
    expect(await judged({}, SMS, ended)).toEqual([]);
    const base = { ...says('nigdzie'), id: 'base' };
    expect(
      await judged({}, SMS, [packWith([{ lint: ['link'] }], { includes: ['base'] }), base]),
    ).toHaveLength(1);
  });
});

describe('what a pack forbids, hides or has stated', () => {
  it('is told with phrase, file and line', async () => {
    const list = [{ match: 'promocj\\p{L}*', because: 'sells' }];
    const forbids = packWith([{ forbids: { pl: list, en: list, uk: list } }]);
    expect(await judged(smsOf('Nowa promocja!'), SMS, [forbids])).toEqual([
      expect.stringMatching(
        /^"nudge" \(pl, sms\) says "promocja" in nudge\/pl\/sms\.hbs:1: sells; trial asks/,
      ),
    ]);
  });

  it('is a variable in a place that others see', async () => {
    const hides = (place: string) =>
      packWith([{ hides: { in: [place], variables: ['case.title'] }, ...WRITTEN }]);
    const files = smsOf('{{case.title}}');
    expect(await judged(files, SMS, [hides('sms')])).toEqual([
      expect.stringContaining('(pl, sms) shows case.title in nudge/pl/sms.hbs:1'),
    ]);
    expect(await judged(files, SMS, [hides('subject')])).toEqual([]);
    const misnamed = packWith([{ hides: { in: ['sms'], variables: ['case.titel'] }, ...WRITTEN }]);
    expect(await judged({}, SMS, [misnamed])).toContainEqual(
      expect.stringContaining('cannot be judged by case.titel, which no template knows'),
    );
  });

  it('is a variable that somebody would not be told', async () => {
    const states = packWith([{ states: ['case.title'], ...WRITTEN }]);
    expect(await judged({}, SMS, [states])).toHaveLength(3);
    const some = smsOf('{{#if (eq tone "firm")}}{{case.title}}{{/if}}');
    expect(await judged(some, SMS, [states])).toContainEqual(
      expect.stringContaining('"nudge" (pl, sms) does not always state case.title in sms.hbs'),
    );
  });
});

describe('checks that a pack refers to by name', () => {
  it('are those of the linter, with what they found', async () => {
    const stop = packWith([{ lint: ['opt-out'] }]);
    expect(await judged({}, SMS, [stop])).toEqual([]);
    expect(await judged({ 'nudge/pl/sms.hbs': '{{case.ref}}: {{link}}' }, SMS, [stop])).toEqual([
      expect.stringMatching(
        /"nudge" \(pl, sms\) is not fit in nudge\/pl\/sms\.hbs: nothing says how to stop/,
      ),
    ]);
  });

  it('judge nothing by a list that is empty', async () => {
    expect(await judged({}, SMS, [packWith([{ lint: ['wording.forbidden'] }])])).toEqual([
      expect.stringContaining('the list "forbidden" of _rules/wording.yaml is empty'),
      expect.any(String),
      expect.any(String),
    ]);
  });

  it('are kept on calls by dialogues that are sound, and by no others', async () => {
    const meta =
      'family: nudge\nversion: 1\ndescription: x\npurpose: collection\nchannels: [sms, email, voice]\ndialogue: ring\nstages: []\n' +
      'sms: { maxSegments: { pl: 2, en: 1, uk: 2 }, transliterate: true }\n';
    const use: MessageUse = { ...SMS, channel: 'voice' };
    const bot = packWith([{ lint: ['dialogue.introduction'] }]);
    const files = { 'nudge/meta.yaml': meta };
    expect(await judged(files, use, [bot])).toContainEqual(
      expect.stringMatching(/^"nudge" \(pl, voice\) has no sound dialogue "ring"/),
    );
    const ring = new Map([['ring', { pl: ['Nowa promocja'], en: ['Hello'], uk: ['Вітаємо'] }]]);
    expect(await judged(files, use, [bot], ring)).toEqual([]);
    const list = [{ match: 'promocj\\p{L}*', because: 'sells' }];
    const forbids = packWith([{ forbids: { pl: list, en: list, uk: list } }]);
    expect(await judged(files, use, [forbids], ring)).toEqual([
      expect.stringMatching(/^"nudge" \(pl, voice\) says \/promocj/),
    ]);
  });
});

describe('a rule about words', () => {
  it.each<[string, object, string]>([
    ['asks nothing', {}, 'needs exactly one of says, states, forbids, hides, lint'],
    ['asks two things', { lint: ['link'], states: ['case.ref'], ...WRITTEN }, 'needs exactly one of'],
    ['has words said on a call', { states: ['case.ref'] }, 'name channels without voice'],
    ['leaves a language out', { says: { pl: ['a'], en: ['a'] }, ...WRITTEN }, 'expected array'],
    [
      'is no expression',
      { says: { pl: ['('], en: ['a'], uk: ['a'] }, ...WRITTEN },
      'not a regular expression',
    ],
    ['refers to no check', { lint: ['spelling'] }, 'Invalid option'],
  ])('is refused where it %s', (_what, rule, words) => {
    expect(() => packWith([rule])).toThrow(words);
  });
});
