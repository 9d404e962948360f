import { CARD, cardFiles } from '../card/card-folder.fixture.js';
import { readTemplates } from '../loading/template-loader.js';
import { removeTemplateFolders, templateFolder } from '../template-folder.fixture.js';
import { formatFault, type Fault } from './fault.js';
import { lintTemplates } from './lint-templates.js';

const FILE = 'nudge/pl/rcs.yaml';
const WORDING = `
forbidden: { pl: [{ match: 'komornik\\p{L}*', because: intimidates }], en: [], uk: [] }
subjects: { pl: [{ match: 'zaległ\\p{L}*', because: discloses }], en: [], uk: [] }
shorteners: [bit.ly]
`;

async function faultsOf(
  changes: Parameters<typeof cardFiles>[0],
  files: Record<string, string | null> = {},
): Promise<Fault[]> {
  return lintTemplates(await readTemplates(await templateFolder({ ...cardFiles(changes), ...files })));
}

/** The sound card with another body. */
const bodied = (body: string): string => CARD.replace('{{case.ref}}:', `{{case.ref}} ${body}`);
const titled = (title: string): string => CARD.replace("'{{creditor.name}}'", title);
const without = (line: RegExp): string => CARD.replace(line, '');
const OPEN = /.*open:.*\n/;
const STOP = /.*payload: STOP.*\n/;

describe('the linter of cards', () => {
  afterAll(removeTemplateFolders);

  it('finds nothing in a sound one', async () => {
    expect(await faultsOf({})).toEqual([]);
  });

  it('accepts the word STOP for a button that stops', async () => {
    expect(await faultsOf({ card: bodied('STOP').replace(STOP, '') })).toEqual([]);
  });

  it('asks neither page nor opt-out of a card that the debtor requested', async () => {
    const card = without(OPEN).replace(STOP, '').replace('{{case.ref}}:', '');
    expect(await faultsOf({ card, purpose: 'requested' })).toEqual([]);
  });

  it('counts a block with words in each branch as filled', async () => {
    const body = '{{#if (eq tone "firm")}}a{{else if (eq tone "formal")}}b{{else}}c{{/if}}';
    expect(await faultsOf({ card: bodied(body) })).toEqual([]);
  });

  it.each<[fact: string, card: string, code: string, place: string]>([
    ['no button to the page', without(OPEN), 'link-missing', FILE],
    ['the link among its words', bodied('{{link}}'), 'card-gap', `${FILE}:3:16`],
    ['no case number', CARD.replace('{{case.ref}}:', ''), 'case-number-missing', FILE],
    ['no way to stop', without(STOP), 'opt-out-missing', FILE],
    [
      'a way to stop for some',
      bodied('{{#if promise}}STOP{{else}}x{{/if}}').replace(STOP, ''),
      'opt-out-missing',
      FILE,
    ],
    ['a misspelt variable', bodied('{{case.nope}}'), 'unknown-variable', `${FILE}:3:16`],
    [
      'a misspelt variable as its number',
      CARD.replace('creditor.phone', 'creditor.fone'),
      'unknown-variable',
      `${FILE}:7:30`,
    ],
    [
      'a word of text messages',
      bodied('{{stopTexts creditor.takesReplies}}'),
      'unknown-variable',
      `${FILE}:3:16`,
    ],
    [
      'an optional value that is not asked for',
      bodied('{{creditor.phone}}'),
      'optional-unguarded',
      `${FILE}:3:16`,
    ],
    ['unescaped markup', bodied('{{{tone}}}'), 'unescaped', `${FILE}:3:16`],
    ['a name', bodied('{{debtor.name}}'), 'personal-data', `${FILE}:3:16`],
    ['a PESEL', bodied('44051401359'), 'personal-data', `${FILE}:3:16`],
    [
      'an amount in its title',
      titled("'{{money case.balanceMinor case.currency}}'"),
      'subject-discloses',
      `${FILE}:1:17`,
    ],
    ['a debt in its title', titled('Pani zaległość'), 'subject-discloses', `${FILE}:1:13`],
    ['intimidation', bodied('komornik'), 'forbidden-phrase', `${FILE}:3:16`],
    ['intimidation on a button', CARD.replace('Call us', 'Komornik'), 'forbidden-phrase', `${FILE}:7:13`],
    ['another address', bodied('https://x.example'), 'foreign-link', `${FILE}:3:16`],
    ['a block that can be empty', bodied('{{#if promise}}a{{/if}}'), 'card-gap', `${FILE}:3:16`],
    [
      'a block that can be empty at its end',
      bodied('{{#if promise}}a{{else if (eq tone "firm")}}b{{/if}}'),
      'card-gap',
      `${FILE}:3:16`,
    ],
    ['a space that would be lost', bodied('x{{#if promise}} a{{else}} b{{/if}}'), 'card-gap', FILE],
    ['more gaps than are kept', bodied(gaps(99)), 'card-gap', FILE],
    [
      'a value that is too long',
      bodied(`{{#if promise}}${'a'.repeat(1601)}{{else}}b{{/if}}`),
      'card-gap',
      FILE,
    ],
    ['a number that cannot be called', CARD.replace("'{{creditor.phone}}'", '112'), 'card-invalid', FILE],
    ['a title that is too long', titled(`'{{creditor.name}} ${'a'.repeat(150)}'`), 'rcs-size', FILE],
    ['a body that is too long', bodied('a'.repeat(1990)), 'rcs-size', FILE],
    [
      'a button that is too long',
      CARD.replace('See and pay', 'See what there is, and pay'),
      'rcs-size',
      FILE,
    ],
    [
      'five buttons',
      `${CARD}  - { reply: a, payload: PAID }\n  - { reply: b, payload: CALL_ME }\n`,
      'rcs-size',
      FILE,
    ],
    ['a picture that does not ship', CARD.replace('quiet', 'loud'), 'part-missing', FILE],
    ['a text that ends nowhere', bodied('a.. b'), 'unfillable', FILE],
  ])('reports %s', async (_fact, card, code, place) => {
    const faults = await faultsOf({ card }, { '_rules/wording.yaml': WORDING });
    const found = faults.filter((fault) => fault.code === code).map(formatFault);
    expect(found).toContainEqual(expect.stringMatching(new RegExp(`^${place}(?=[: ])`)));
  });

  it('reports a card that is missing', async () => {
    const faults = await faultsOf({}, { [FILE]: null });
    expect(faults.map(formatFault)).toEqual([`${FILE} error [part-missing] rcs.yaml is missing`]);
  });
});

/** So many expressions of which no two are equal. */
function gaps(count: number): string {
  return Array.from({ length: count }, (_, at) => `{{brand creditor.name ${at + 100}}}`).join(' ');
}
