import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readPolicyPacks } from './policy-pack-files.js';

const SHIPPED = 'campaigns/policies/pl-default.yaml';

describe('the policy packs of an installation', () => {
  let folder: string;
  let shipped: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'dunlin-packs-'));
    shipped = await readFile(SHIPPED, 'utf8');
  });
  afterEach(() => rm(folder, { recursive: true }));

  const pack = (name: string, text: string) => writeFile(join(folder, name), text);

  it('may come in versions, each for days of its own', async () => {
    await pack('a.yaml', shipped.replace(/^validTo: .*$/m, "validTo: '2030-12-31'"));
    await pack(
      'b.yaml',
      shipped.replace(/^version: .*$/m, 'version: 99').replace(/^validFrom: .*$/m, "validFrom: '2031-01-01'"),
    );
    expect((await readPolicyPacks(folder)).map(({ id }) => id)).toEqual(['pl-default', 'pl-default']);
  });

  it.each([
    [
      'a rule that nobody wrote',
      (text: string) => text.replace('rule: opt-out', 'rule: opted-out'),
      'unknown rule',
    ],
    ['a field that is missing', (text: string) => text.replace(/^country: .*$/m, ''), 'country'],
  ])('are refused at start, by file and place, for %s', async (_, spoil, said) => {
    await pack('sound.yaml', shipped.replace(/^id: .*$/m, 'id: sound'));
    await pack('spoilt.yaml', spoil(shipped));
    await expect(readPolicyPacks(folder)).rejects.toThrow(`policy pack spoilt.yaml is not valid: `);
    await expect(readPolicyPacks(folder)).rejects.toThrow(said);
  });

  it('are refused where two versions are in force on one day', async () => {
    await pack('a.yaml', shipped);
    await pack('b.yaml', shipped.replace(/^version: .*$/m, 'version: 99'));
    await expect(readPolicyPacks(folder)).rejects.toThrow('two versions of pl-default in force at once');
  });
});
