import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { projectDirectory } from '#platform';
import { lookAtHandOffs } from './hand-off.checks.js';

const REAL = { clock: { mode: 'real' } } as const;
const CRM = 'key: crm\nname: CRM\nkind: webhook\nurl: https://crm.example/\nsecret: HAND_OFF_SECRET_CRM\n';

describe('what the doctor says of destinations', () => {
  let project: string;
  const folder = (): string => join(project, 'campaigns', 'hand-offs');
  beforeEach(async () => {
    project = await mkdtemp(join(tmpdir(), 'dunlin-doctor-'));
    await mkdir(folder(), { recursive: true });
  });
  afterEach(() => rm(project, { recursive: true }));

  it('finds those that ship in order', async () => {
    expect(await lookAtHandOffs(projectDirectory(), REAL)).toEqual([
      { what: 'hand-offs', found: '2 destinations', level: 'well' },
    ]);
  });

  it('names a secret that is missing', async () => {
    await writeFile(join(folder(), 'crm.yaml'), CRM);
    expect(await lookAtHandOffs(project, REAL)).toEqual([
      expect.objectContaining({
        level: 'fault',
        remedy: expect.stringContaining('HAND_OFF_SECRET_CRM is missing'),
      }),
    ]);
  });

  it.each([
    ['a file that says too little', 'crm.yaml', 'key: crm\nkind: webhook\n', 'crm.yaml is not valid: name'],
    [
      'a secret that is not one of hand-offs',
      'crm.yaml',
      CRM.replace('HAND_OFF_', 'TWILIO_'),
      'begins with HAND_OFF_SECRET_',
    ],
    ['the same destination twice', 'crm2.yaml', CRM, 'crm of every creditor is in crm.yaml and in crm2.yaml'],
  ])('names %s', async (_what, file, text, remedy) => {
    await writeFile(join(folder(), 'crm.yaml'), CRM);
    await writeFile(join(folder(), file), text);
    expect(await lookAtHandOffs(project, REAL)).toEqual([
      expect.objectContaining({ level: 'fault', remedy: expect.stringContaining(remedy) }),
    ]);
  });
});
