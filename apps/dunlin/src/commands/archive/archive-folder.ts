import { createReadStream } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { z } from 'zod';
import { DecisionArchive, PlainError } from '#contracts';
import type { SealedDecision, SealedSecond, StoredDecision } from '#domain';
import type { DecisionRow } from '#persistence';

/** One decision of an archive, a line of JSON: what its seal covers. `record` is the text as it was sealed. */
const archivedLine = z.object({
  /** Epoch seconds. */
  second: z.int(),
  creditorId: z.uuid(),
  decisionId: z.uuid(),
  messageId: z.uuid(),
  legNo: z.int(),
  outcome: z.string(),
  rule: z.string(),
  until: z.string(),
  record: z.string(),
});
export type ArchivedLine = z.infer<typeof archivedLine>;

const FILE = /^decisions-\d{4}-\d{2}\.jsonl$/;

export function archiveFile(folder: string, month: string): string {
  return join(folder, `decisions-${month}.jsonl`);
}

/**
 * The decisions about one message that a folder holds, month by month, in the order in which they were made.
 * @throws PlainError when there is no such folder, it holds no archive, or a line is not what was written
 */
export async function archivedAbout(messageId: string, folder: string): Promise<DecisionRow[]> {
  const found: ArchivedLine[] = [];
  for (const file of await filesOf(folder))
    for await (const line of readLines(file)) if (line.messageId === messageId) found.push(line);
  return found.map(({ decisionId, legNo, record }) => ({
    id: decisionId,
    legNo,
    record: JSON.parse(record) as StoredDecision,
  }));
}

async function filesOf(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch((error: unknown) => {
    throw new PlainError(`${folder} cannot be read: ${(error as Error).message}`);
  });
  const files = names.filter((name) => FILE.test(name)).sort();
  if (files.length === 0) throw new PlainError(`${folder} holds no decisions-YYYY-MM.jsonl.`);
  return files.map((name) => join(folder, name));
}

async function* readLines(file: string): AsyncGenerator<ArchivedLine> {
  let number = 0;
  for await (const text of createInterface({ input: createReadStream(file), crlfDelay: Infinity })) {
    number += 1;
    try {
      yield archivedLine.parse(JSON.parse(text));
    } catch {
      throw new PlainError(
        `${file}, line ${number}, is not what was archived. Restore the file from a copy.`,
      );
    }
  }
}

/** The seconds of one file, with a look at the next. */
class Seconds {
  next: SealedSecond | null = null;
  private line: ArchivedLine | null = null;

  private constructor(private readonly lines: AsyncGenerator<ArchivedLine>) {}

  static async of(file: string): Promise<Seconds> {
    const seconds = new Seconds(readLines(file));
    await seconds.step();
    await seconds.advance();
    return seconds;
  }

  async advance(): Promise<void> {
    const first = this.line;
    if (first === null) {
      this.next = null;
      return;
    }
    const decisions: SealedDecision[] = [];
    while (this.line?.second === first.second && this.line.creditorId === first.creditorId) {
      const { second: _second, creditorId: _creditor, ...decision } = this.line;
      decisions.push(decision);
      await this.step();
    }
    this.next = { second: first.second, creditorId: first.creditorId, decisions };
  }

  private async step(): Promise<void> {
    const { value } = (await this.lines.next()) as { value: ArchivedLine | undefined };
    this.line = value ?? null;
  }
}

/** The decisions of a folder in the order of time, each file read once from its beginning to its end. */
export class ArchiveFolder extends DecisionArchive {
  private readonly files: Promise<Seconds[]>;

  constructor(folder: string) {
    super();
    this.files = filesOf(folder).then((names) => Promise.all(names.map((name) => Seconds.of(name))));
    // Told to whoever reads first.
    this.files.catch(() => undefined);
  }

  async readTo(second: number): Promise<SealedSecond[]> {
    const found: SealedSecond[] = [];
    for (const file of await this.files) {
      for (; file.next !== null && file.next.second < second; await file.advance()) found.push(file.next);
    }
    return found.sort((a, b) => a.second - b.second);
  }
}
