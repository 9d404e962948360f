import { loadTemplates, readTemplates } from '../loading/template-loader.js';
import { removeTemplateFolders, templateFolder } from '../template-folder.fixture.js';
import { formatFault, TemplateFaultsError, type Fault } from './fault.js';
import { lintTemplates } from './lint-templates.js';

async function faultsOf(changes: Record<string, string | null>): Promise<Fault[]> {
  return lintTemplates(await readTemplates(await templateFolder(changes)));
}

const SMS = 'nudge/pl/sms.hbs';
const MJML = 'nudge/pl/email.mjml';
const TEXT = 'nudge/pl/email.txt.hbs';
const SUBJECT = 'nudge/pl/email.subject.hbs';
const META = 'nudge/meta.yaml';

const WORDING = `
forbidden:
  pl: [{ match: 'komornik\\p{L}*', because: intimidates }, { match: ostatnia szansa, because: presses }]
  en: []
  uk: [{ match: 'боржник\\p{L}*', because: labels }]
subjects:
  pl: [{ match: 'zaległ\\p{L}*', because: discloses }]
  en: []
  uk: []
shorteners: [bit.ly]
`;

const metaWith = (lines: string): string =>
  `family: nudge\nversion: 1\ndescription: x\npurpose: collection\nchannels: [sms, email]\nstages: []\n${lines}`;
const SMS_META = 'sms: { maxSegments: { pl: 1, en: 1, uk: 2 }, transliterate: false }\n';

const email = (body: string, lang = 'pl'): string =>
  `<mjml lang="${lang}">\n<mj-body><mj-section><mj-column>\n<mj-text>${body}</mj-text>\n` +
  `<mj-button href="{{link}}">OK</mj-button>\n<mj-text>{{unsubscribeLink}}</mj-text>\n` +
  `</mj-column></mj-section></mj-body></mjml>`;

describe('the template linter', () => {
  afterAll(removeTemplateFolders);

  it('finds nothing in a sound folder', async () => {
    expect(await faultsOf({})).toEqual([]);
  });

  it.each<[fact: string, changes: Record<string, string | null>, code: string, place: string]>([
    [
      'a collection SMS without the link',
      { [SMS]: '{{creditor.name}} {{stopTexts creditor.takesReplies}}' },
      'link-missing',
      SMS,
    ],
    [
      'a link that only some debtors would get',
      { [SMS]: '{{#if (eq tone "firm")}}{{link}}{{/if}} {{stopTexts creditor.takesReplies}}' },
      'link-missing',
      SMS,
    ],
    [
      'a second link in an SMS',
      { [SMS]: '{{link}} {{link}} {{stopTexts creditor.takesReplies}}' },
      'link-repeated',
      SMS,
    ],
    [
      'an SMS with the link but no case number',
      { [SMS]: '{{link}} {{stopTexts creditor.takesReplies}}' },
      'case-number-missing',
      SMS,
    ],
    [
      'a case number that only some debtors would get',
      { [SMS]: '{{#if (eq tone "firm")}}{{case.ref}}{{/if}} {{link}} {{stopTexts creditor.takesReplies}}' },
      'case-number-missing',
      SMS,
    ],
    ['an e-mail text without the link', { [TEXT]: '{{unsubscribeLink}}' }, 'link-missing', TEXT],
    [
      'an e-mail whose link cannot be tapped',
      { [MJML]: email('{{link}}').replace('href="{{link}}"', 'href="#"') },
      'link-missing',
      MJML,
    ],
    [
      'a variable that does not exist',
      { [SMS]: '{{link}} {{stopTexts creditor.takesReplies}}\n{{case.balanse}}' },
      'unknown-variable',
      `${SMS}:2:1`,
    ],
    [
      'a helper that does not exist',
      { [SMS]: '{{link}} {{stopTexts creditor.takesReplies}} {{shout tone}}' },
      'unknown-variable',
      `${SMS}:1:46`,
    ],
    [
      'a shared text that does not exist',
      { [TEXT]: '{{link}} {{> nope}} {{optOutLink}}' },
      'unknown-variable',
      `${TEXT}:1:10`,
    ],
    [
      'an optional value used as if always there',
      { [TEXT]: '{{link}} {{creditor.phone}} {{optOutLink}}' },
      'optional-unguarded',
      `${TEXT}:1:10`,
    ],
    [
      'a value of a group that may be absent',
      { [TEXT]: '{{link}} {{#if promise}}{{date promise.date}}{{/if}} {{date promise.date}} {{optOutLink}}' },
      'optional-unguarded',
      `${TEXT}:1:61`,
    ],
    [
      'a comparison that is never true',
      { [SMS]: '{{link}} {{stopTexts creditor.takesReplies}} {{#if (eq tone "angry")}}!{{/if}}' },
      'unknown-value',
      `${SMS}:1:52`,
    ],
    ['unescaped markup', { [MJML]: email('{{{creditor.name}}}') }, 'unescaped', `${MJML}:3:10`],
    [
      'a language that is missing',
      {
        'nudge/uk/sms.hbs': null,
        'nudge/uk/email.mjml': null,
        'nudge/uk/email.txt.hbs': null,
        'nudge/uk/email.subject.hbs': null,
      },
      'language-missing',
      META,
    ],
    ['a text that is missing', { [TEXT]: null }, 'part-missing', TEXT],
    ['a collection SMS that does not say how to stop', { [SMS]: '{{link}}' }, 'opt-out-missing', SMS],
    [
      'an SMS that tells to answer STOP, whoever sent it',
      { [SMS]: '{{case.ref}} {{link}} STOP' },
      'opt-out-missing',
      SMS,
    ],
    [
      'a way to stop that only some debtors would read',
      { [SMS]: '{{case.ref}} {{link}} {{#if creditor.takesReplies}}STOP{{/if}}' },
      'opt-out-missing',
      SMS,
    ],
    [
      'an SMS that is too long from a sender that takes no replies',
      {
        [SMS]: `{{case.ref}} {{link}} {{#if creditor.takesReplies}}STOP{{else}}{{optOutLink}} ${'a'.repeat(60)}{{/if}}`,
      },
      'sms-too-long',
      SMS,
    ],
    ['an e-mail that does not say how to stop', { [TEXT]: '{{link}}' }, 'opt-out-missing', TEXT],
    [
      'an SMS over its limit with the longest values',
      { [SMS]: `{{link}} {{stopTexts creditor.takesReplies}} ${'a'.repeat(120)}` },
      'sms-too-long',
      SMS,
    ],
    ['an SMS without a limit', { [META]: metaWith('') }, 'sms-too-long', SMS],
    [
      'the price of Polish letters',
      {
        [META]: metaWith(SMS_META),
        [SMS]: 'Zażółć gęślą jaźń, raz, dwa i trzy: {{link}} {{stopTexts creditor.takesReplies}}',
      },
      'sms-encoding',
      SMS,
    ],
    [
      'a name in an SMS',
      { [SMS]: '{{debtor.name}} {{link}} {{stopTexts creditor.takesReplies}}' },
      'personal-data',
      `${SMS}:1:1`,
    ],
    [
      'a PESEL in a template',
      { [TEXT]: '{{link}} {{optOutLink}} 44051401359' },
      'personal-data',
      `${TEXT}:1:25`,
    ],
    [
      'an amount in a subject line',
      { [SUBJECT]: '{{money case.balanceMinor case.currency}}' },
      'subject-discloses',
      `${SUBJECT}:1:9`,
    ],
    [
      'a debt in a subject line',
      { [SUBJECT]: 'Twoja zaległość', '_rules/wording.yaml': WORDING },
      'subject-discloses',
      `${SUBJECT}:1:7`,
    ],
    [
      'intimidation',
      { [TEXT]: '{{link}} {{optOutLink}}\nPrzyjdzie komornik.', '_rules/wording.yaml': WORDING },
      'forbidden-phrase',
      `${TEXT}:2:11`,
    ],
    [
      'a phrase broken over lines',
      { [TEXT]: '{{link}} {{optOutLink}}\nTo ostatnia\nszansa', '_rules/wording.yaml': WORDING },
      'forbidden-phrase',
      `${TEXT}:2:4`,
    ],
    [
      'a phrase in Cyrillic',
      {
        'nudge/uk/sms.hbs': '{{link}} {{stopTexts creditor.takesReplies}} Боржнику',
        '_rules/wording.yaml': WORDING,
      },
      'forbidden-phrase',
      'nudge/uk/sms.hbs:1:46',
    ],
    [
      'a phrase that is an argument',
      {
        [TEXT]: '{{link}} {{optOutLink}} {{form debtor.formOfAddress "a" "komornik" "b"}}',
        '_rules/wording.yaml': WORDING,
      },
      'forbidden-phrase',
      TEXT,
    ],
    [
      'a public shortener',
      { [TEXT]: '{{link}} {{optOutLink}} bit.ly/x', '_rules/wording.yaml': WORDING },
      'foreign-link',
      `${TEXT}:1:25`,
    ],
    [
      'another address in an SMS',
      { [SMS]: '{{link}} {{stopTexts creditor.takesReplies}} https://x.example' },
      'foreign-link',
      `${SMS}:1:46`,
    ],
    ['the wrong language for a screen reader', { [MJML]: email('x', 'en') }, 'lang-attribute', MJML],
    [
      'a picture without words',
      { [MJML]: email('<img src="https://x.example/a.png" />') },
      'image-without-alt',
      `${MJML}:3:10`,
    ],
    [
      'a demand that leaves out what it must name',
      { [META]: metaWith(`mustState: [case.dueDate]\n${SMS_META}`) },
      'must-state',
      TEXT,
    ],
    [
      'a broken expression',
      { [SMS]: '{{link}} {{stopTexts creditor.takesReplies}}\n{{#if tone}}' },
      'syntax',
      SMS,
    ],
    [
      'a tag that MJML does not know',
      { [MJML]: email('x').replace('mj-button', 'mj-btn') },
      'mjml-invalid',
      MJML,
    ],
    ['a family without meta.yaml', { [META]: null }, 'meta-invalid', META],
    [
      'a meta.yaml with an unknown key',
      { [META]: metaWith(`${SMS_META}colour: red\n`) },
      'meta-invalid',
      META,
    ],
    [
      'a family whose name is not its folder',
      { [META]: metaWith(SMS_META).replace('nudge', 'other') },
      'meta-invalid',
      META,
    ],
    [
      'missing lists of forbidden words',
      { '_rules/wording.yaml': null },
      'meta-invalid',
      '_rules/wording.yaml',
    ],
    ['two full stops in a row', { [TEXT]: '{{link}} {{optOutLink}} {{case.ref}}.. x' }, 'unfillable', TEXT],
  ])('reports %s', async (_fact, changes, code, place) => {
    const faults = await faultsOf(changes);
    const found = faults.filter((fault) => fault.code === code).map(formatFault);
    expect(found).toContainEqual(expect.stringContaining(place));
  });

  it('does not load templates with errors, and names all of them', async () => {
    const dir = await templateFolder({
      [SMS]: '{{case.nope}} {{stopTexts creditor.takesReplies}}',
      [TEXT]: '{{link}}',
    });
    const loading = loadTemplates(dir);
    await expect(loading).rejects.toThrow(TemplateFaultsError);
    await expect(loading).rejects.toThrow(/opt-out-missing[\s\S]*link-missing[\s\S]*unknown-variable/);
  });

  it('loads templates whose only findings are prices', async () => {
    const dir = await templateFolder({
      [META]: metaWith(SMS_META.replace('pl: 1', 'pl: 2')),
      [SMS]: 'Zażółć gęślą jaźń, raz, dwa i trzy, {{case.ref}}: {{link}} {{stopTexts creditor.takesReplies}}',
    });
    expect((await loadTemplates(dir)).families.has('nudge')).toBe(true);
  });

  it('lets a group that may be absent be asked for by its own name', async () => {
    const text = '{{link}} {{#if promise}}{{date promise.date}}{{/if}} {{optOutLink}}';
    expect(await faultsOf({ [TEXT]: text })).toEqual([]);
  });

  it('asks neither link nor opt-out of a message that the debtor requested', async () => {
    const meta = metaWith(SMS_META).replace('collection', 'requested');
    expect(await faultsOf({ [META]: meta, [SMS]: 'ok', [TEXT]: 'ok' })).toEqual([]);
  });
});
