import { join } from 'node:path';
import { Readable } from 'node:stream';
import { WhatIf } from '#domain';
import { readPolicyPacks } from '#persistence';
import { projectDirectory } from '#platform';
import { answerLines } from './decide.command.js';

async function decide(lines: readonly string[]): Promise<{ code: number; answers: unknown[] }> {
  const whatIf = new WhatIf(await readPolicyPacks(join(projectDirectory(), 'campaigns', 'policies')));
  const answers: unknown[] = [];
  const code = await answerLines(Readable.from([`${lines.join('\n')}\n`]), whatIf, (line) =>
    answers.push(JSON.parse(line)),
  );
  return { code, answers };
}

const question = {
  pack: 'pl-default',
  at: '2026-11-17T10:00:00+01:00',
  channel: 'sms',
  country: 'PL',
  party: 'consumer',
  dueDate: '2026-11-01',
};

describe('dunlin decide', () => {
  it('answers line for line', async () => {
    const { code, answers } = await decide([
      JSON.stringify({ ...question, id: 'a' }),
      '',
      JSON.stringify({ ...question, id: 'b', optedOut: true }),
    ]);
    expect(code).toBe(0);
    expect(answers).toMatchObject([
      { id: 'a', outcome: 'allow' },
      { id: 'b', outcome: 'refuse' },
    ]);
  });

  it('tells of a line that it cannot read, and answers the others', async () => {
    const { code, answers } = await decide(['{"pack":', '[]', JSON.stringify(question)]);
    expect(code).toBe(1);
    expect(answers).toMatchObject([
      { line: 1, error: 'is no JSON; write one object a line' },
      { line: 2, error: expect.stringContaining('expected object') },
      { outcome: 'allow' },
    ]);
  });

  it('takes ten thousand lines in one go', async () => {
    const { answers } = await decide(
      Array.from({ length: 10_000 }, (_, id) => JSON.stringify({ ...question, id })),
    );
    expect(answers).toHaveLength(10_000);
    expect(answers.at(-1)).toMatchObject({ id: 9_999, outcome: 'allow' });
  });
});
