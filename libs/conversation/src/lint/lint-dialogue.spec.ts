import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SpokenWords } from '#contracts';
import { loadDialogues } from '../loading/load-dialogues.js';
import { parseDialogue } from '../loading/parse-dialogue.js';
import { DIALOGUES, shippedWords, sourceOf } from '../spec-support/shipped.js';

let spoken: SpokenWords;
beforeAll(async () => {
  spoken = await shippedWords();
});

/** Faults of the English call with one passage written differently. */
function faultsAfter(passage: string, instead: string): string[] {
  const source = sourceOf('en');
  // Texts are folded: a passage may be broken into lines anywhere.
  const words = passage.split(/\s+/).map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  const changed = source.replace(new RegExp(words.join('\\s+')), () => instead);
  expect(changed === source).toBe(false);
  const parsed = parseDialogue(changed, 'en.yaml', spoken);
  return 'faults' in parsed ? parsed.faults.map(({ path, message }) => `${path}: ${message}`) : [];
}

describe('a dialogue', () => {
  it('is fit to be spoken as it is shipped, in all languages', async () => {
    const set = await loadDialogues(DIALOGUES, spoken);
    expect(set.names).toEqual(['overdue-call']);
    expect(set.find('overdue-call', 'uk')?.version).toMatch(/^dialogues\/overdue-call\/uk@[0-9a-f]{12}$/);
  });

  it('tells nothing of a debt where the way there shows no identity', () => {
    expect(faultsAfter('about a private matter', 'about {{money case.balanceMinor case.currency}}')).toEqual(
      expect.arrayContaining([
        'nodes.opening.say: case.balanceMinor can be heard here before the identity was shown',
      ]),
    );
    expect(faultsAfter('about a private matter', 'about an overdue payment').join()).toContain('"overdue"');
    expect(faultsAfter('We heard no answer', 'We heard no answer, {{debtor.name}}').join()).toContain(
      'debtor.name can be heard here',
    );
  });

  it('is judged by its ways: what a new way leads to unverified must not disclose either', () => {
    const faults = faultsAfter('failed: unverified', 'failed: matter').join('\n');
    expect(faults).toContain('nodes.matter.say: case.balanceMinor can be heard here');
    expect(faults).toContain('nodes.matter.offer: an offer can be reached before the identity was shown');
    expect(faults).toContain('nodes.send-link.do: "send-link" can be reached');
  });

  it('says at once that a machine speaks, and for whom', () => {
    expect(faultsAfter('This is an automated assistant calling', 'This is Anna calling').join()).toContain(
      'must say at once that an automated assistant is calling',
    );
    expect(
      faultsAfter(
        'calling for {{brand creditor.name 40}}, about a private matter. To hear more, press 1. If this number has nothing to do with {{brand creditor.name 40}}, press 8.',
        'calling. Press 1, or 8.',
      ).join(),
    ).toContain('must say for whom it calls');
  });

  it('offers by key 9 that no further call comes, and says so', () => {
    expect(faultsAfter("opt-out: { key: '9'", "opt-out: { key: '7'").join()).toContain('key 9, always');
    expect(faultsAfter('To get no more automated calls at this number, press 9.', '').join()).toContain(
      'nodes.opening.say: must say that 9 ends all calls',
    );
    expect(
      faultsAfter(
        "always:\n  opt-out: { key: '9', to: opt-out }",
        "always:\n  stop: { key: '9', to: opt-out }",
      ).join(),
    ).toContain('must hold the intent "opt-out"');
  });

  it('leaves nothing of a debt on a machine, and does not wait for one', () => {
    expect(faultsAfter('voicemail: voicemail', 'voicemail: opening').join()).toContain('end: voicemail');
    expect(faultsAfter('Please call back on {{creditor.phone}}', 'Please call back').join()).toContain(
      'must name a number',
    );
  });

  it('reaches each of its nodes, and an end from each', () => {
    expect(faultsAfter('done: link-sent', 'done: nowhere').join('\n')).toContain(
      'there is no node "nowhere"',
    );
    expect(faultsAfter('done: link-sent', 'done: heard')).toEqual([
      'nodes.link-sent: nothing leads to "link-sent"',
    ]);
    expect(
      faultsAfter(
        'done: link-sent\n    refused: not-possible',
        'done: send-link\n    refused: send-link',
      ).join('\n'),
    ).toContain('leads back to itself without waiting');
  });

  it('offers the link and a person', () => {
    expect(faultsAfter('do: send-link', 'do: ask-for-person').join()).toContain('does: send-link');
  });

  it('says each key that it takes, and gives none two meanings', () => {
    expect(
      faultsAfter(
        "person: { key: '3', to: ask-for-person }",
        "person: { key: '9', to: ask-for-person }",
      ).join(),
    ).toContain('key 9 means something else already');
    expect(
      faultsAfter(
        "person: { key: '3', to: ask-for-person }",
        "person: { key: '5', to: ask-for-person }",
      ).join(),
    ).toContain('key 5 is not said in "matter"');
  });

  it('tells nobody who pressed a key that nothing was heard, and says that the key was wrong', () => {
    expect(faultsAfter('notUnderstood: not-offered', 'notUnderstood: silent').join()).toContain(
      'nodes.opening.ask.notUnderstood: a key was pressed',
    );
    expect(faultsAfter('wrongKey: say: That key is not one of the choices.', '').join()).toContain(
      'needs "wrongKey"',
    );
    const told = 'That key is none of these, {{debtor.name}}.\nnodes:';
    expect(faultsAfter('That key is not one of the choices. nodes:', told).join()).toContain(
      'wrongKey.say: debtor.name can be heard here',
    );
    expect(
      faultsAfter('The digits entered do not match our records.', 'It is not {{debtor.name}}.').join(),
    ).toContain('nodes.identity.by.birthDate.mismatch.say: debtor.name can be heard here');
  });

  it('names every fault at once, with line and column', () => {
    const broken = sourceOf('en').replace('tries: 2', 'tries: two').replace('end: silent', 'end: quiet');
    const parsed = parseDialogue(broken, 'en.yaml', spoken);
    const faults = 'faults' in parsed ? parsed.faults : [];
    expect(faults.map((fault) => fault.path)).toEqual(['nodes.identity.tries', 'nodes.silent.end']);
    for (const { line, column } of faults) expect([line > 1, column > 1]).toEqual([true, true]);
    const misspelt = sourceOf('en').replace('{{case.title}}', '{{case.titel}}');
    const told = parseDialogue(misspelt, 'en.yaml', spoken);
    expect('faults' in told && told.faults[0]?.message).toContain('there is no variable case.titel');
  });
});

describe('dialogues of a folder', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'dialogues-'));
    await cp(DIALOGUES, folder, { recursive: true });
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('have the same graph in every language', async () => {
    const changed = sourceOf('uk').replace('days: 7', 'days: 8');
    await writeFile(join(folder, 'overdue-call', 'uk.yaml'), changed);
    await expect(loadDialogues(folder, spoken)).rejects.toThrow('nodes.promise-7.days');
  });

  it('exist in every language, under their own name', async () => {
    await rm(join(folder, 'overdue-call', 'uk.yaml'));
    await writeFile(join(folder, 'overdue-call', 'pl.yaml'), sourceOf('en'));
    const loading = loadDialogues(folder, spoken);
    await expect(loading).rejects.toThrow('language uk is missing');
    await expect(loading).rejects.toThrow('is of dialogue "overdue-call" in en');
  });
});
