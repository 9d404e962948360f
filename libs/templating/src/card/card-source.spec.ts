import { formatFault } from '../lint/fault.js';
import { CardSource } from './card-source.js';

function faultsOf(yaml: string): string[] {
  return new CardSource(yaml, 'rcs.yaml').faults.map(formatFault);
}

const sound = 'title: a\nbody: |\n  b\nbuttons:\n  - open: See\n';

describe('an rcs.yaml', () => {
  it('is read without faults when it is sound', () => {
    const source = new CardSource(sound, 'rcs.yaml');
    expect(source.faults).toEqual([]);
    expect(source.definition).toEqual({ title: 'a', body: 'b\n', buttons: [{ open: 'See' }] });
  });

  it.each<[fact: string, yaml: string, place: string, words: RegExp]>([
    ['broken YAML', 'title: "a\nbody: b\n', '3:1', /quote/i],
    ['a key twice', 'title: a\ntitle: b\nbody: c\n', '2:1', /unique/],
    ['words of another place', 'title: &same a\nbody: *same\n', '2:7', /write the words out/],
    ['no title', 'body: b\n', '1:1', /title: /],
    ['a key that means nothing', `${sound}colour: red\n`, '6:1', /colour/],
    ['a picture that is a path', `${sound}picture: ../secret.png\n`, '6:10', /_shared\/pictures/],
    ['a button of two kinds', `${sound}  - { open: a, call: b }\n`, '6:5', /exactly one/],
    ['a button that says nothing', `${sound}  - {}\n`, '6:5', /exactly one/],
    ['a call to nobody', `${sound}  - call: Call us\n`, '6:5', /needs phone/],
    ['an answer that means nothing', `${sound}  - { reply: Yes, payload: YES }\n`, '6:28', /STOP/],
    [
      'a payload of a button that opens',
      'title: a\nbody: b\nbuttons:\n  - { open: a, payload: STOP }\n',
      '4:25',
      /reply/,
    ],
    ['two pages to open', `${sound}  - open: b\n`, '6:5', /at most one/],
    [
      'a variable on a button',
      `${sound}  - reply: '{{tone}}'\n    payload: PAID\n`,
      '6:12',
      /same for everybody/,
    ],
    ['words that look like a gap', 'title: a\nbody: |\n  see \\{{1}}\n', '2:7', /could be taken for a gap/],
    ['a brace beside a gap', "title: '{ {{tone}}'\nbody: b\n", '1:8', /could be taken for a gap/],
    ['a broken expression', 'title: a\nbody: |\n  b\n  {{#if tone}}\n', '4', /syntax/],
    ['a block from one text into the next', "title: '{{#if tone}}a'\nbody: 'b{{/if}}'\n", '1', /syntax/],
  ])('that has %s is refused at its place', (_fact, yaml, place, words) => {
    const faults = faultsOf(yaml);
    expect(faults).toContainEqual(expect.stringMatching(new RegExp(`^rcs\\.yaml:${place}\\b`)));
    expect(faults.join('\n')).toMatch(words);
  });

  it.each([
    ['title: "say \\"{{case.nope}}\\""\nbody: b\n', 1, 14],
    ['title: a\nbody: >-\n  one\n  {{case.nope}}\n', 4, 3],
    ["title: a\nbody: it''s {{case.nope}}\n", 2, 13],
    ["title: a\nbody: 'it''s {{case.nope}}'\n", 2, 13],
    ['title: a\nbody: "one\n\n  {{case.nope}}"\nbuttons: []\n', 3, 1],
  ])('tells the place of an expression in %j', (yaml, line, column) => {
    const [words, title] = new CardSource(yaml, 'rcs.yaml').lintSources().sources;
    const found = [...(words?.program?.body ?? []), ...(title?.program?.body ?? [])].find(
      ({ type }) => type === 'MustacheStatement',
    );
    expect(found?.loc.start).toEqual({ line, column: column - 1 });
  });
});
