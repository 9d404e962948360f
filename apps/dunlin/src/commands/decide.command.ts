import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline/promises';
import type { Readable } from 'node:stream';
import type { Command } from 'commander';
import { PlainError } from '#contracts';
import { WhatIf } from '#domain';
import { readPolicyPacks } from '#persistence';
import { projectDirectory } from '#platform';
import type { Print, WithInstallation } from './register-command.js';

const EXIT_ANSWERED = 0;
/** A line could not be understood; it is told in its place, and the others are answered. */
const EXIT_FAULTY = 1;

/** `dunlin decide`: what the contact policy would say, a JSON line in and a JSON line out. Needs no database. */
export function registerDecide(program: Command, _with: WithInstallation, print: Print): void {
  program
    .command('decide')
    .description('tell what the contact policy would decide: JSON lines of facts in, one decision a line out')
    .argument('[file]', 'file of questions; standard input when absent')
    .option('--policies <folder>', 'folder of policy packs; those of this installation when absent')
    .action(async (file: string | undefined, { policies }: { policies?: string }) => {
      const folder = policies ?? join(projectDirectory(), 'campaigns', 'policies');
      const whatIf = new WhatIf(await readPolicyPacks(folder));
      if (file !== undefined && !(await stat(file).catch(() => null))?.isFile()) {
        throw new PlainError(`${file} cannot be read: there is no such file.`);
      }
      const input = file === undefined ? process.stdin : createReadStream(file);
      process.exitCode = await answerLines(input, whatIf, print);
    });
}

/** Answers each line that is not blank in its place; gives the exit code. */
export async function answerLines(input: Readable, whatIf: WhatIf, print: Print): Promise<number> {
  let code = EXIT_ANSWERED;
  let line = 0;
  for await (const text of createInterface({ input, crlfDelay: Infinity })) {
    line += 1;
    if (text.trim() === '') continue;
    const answer = answerLine(text, whatIf);
    if ('error' in answer) code = EXIT_FAULTY;
    print(JSON.stringify('error' in answer ? { line, ...answer } : answer));
  }
  return code;
}

function answerLine(text: string, whatIf: WhatIf): ReturnType<WhatIf['answer']> {
  let asked: unknown;
  try {
    // A byte-order mark is whitespace to an editor and no JSON to a parser.
    asked = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    return { error: 'is no JSON; write one object a line' };
  }
  return whatIf.answer(asked);
}
