import { existsSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RowFault } from '#casework';
import { RefusalList } from './refusal-list.js';

let folder: string;
let input: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'dunlin-refused-'));
  input = join(folder, 'sprawy.csv');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

function fault(line: number, said: Partial<RowFault> = {}): RowFault {
  return { line, column: 'kwota', value: '1,2,3', reason: 'is no amount', remedy: 'write 1,23', ...said };
}

describe('the list of what a file was refused', () => {
  it('stands beside the file, a line for each fault, as a table that spreadsheets open', async () => {
    const list = new RefusalList(input);
    list.add([fault(2), fault(2, { column: 'termin', value: null, reason: 'is empty' })], 'A/1');
    list.add([fault(7, { column: null, value: null, reason: 'holds "quotes"; twice' })], null);
    expect(await readdir(folder)).toEqual([]);
    expect(list.finish()).toBeNull();
    expect(await readFile(join(folder, 'sprawy.refused.csv'), 'utf8')).toBe(
      '\ufeffline;case;column;problem;what to do\r\n' +
        '2;A/1;kwota;"""1,2,3"" is no amount";write 1,23\r\n' +
        '2;A/1;termin;is empty;write 1,23\r\n' +
        '7;;;"holds ""quotes""; twice";write 1,23\r\n',
    );
    expect(await readdir(folder)).toEqual(['sprawy.refused.csv']);
    expect((await stat(list.path)).mode & 0o077).toBe(0);
  });

  it('takes the place of an earlier one at its end, and none is left where nothing was refused', async () => {
    const place = join(folder, 'sprawy.refused.csv');
    await writeFile(place, 'earlier');
    const list = new RefusalList(input);
    for (let line = 2; line < 5000; line += 1) list.add([fault(line)], 'A/1');
    expect(await readFile(place, 'utf8')).toBe('earlier');
    list.finish();
    expect((await readFile(place, 'utf8')).split('\r\n')).toHaveLength(5000);
    new RefusalList(input).finish();
    expect(await readdir(folder)).toEqual([]);
  });

  it('leaves the earlier one, and nothing of its own, when the import comes to no end', async () => {
    await writeFile(join(folder, 'sprawy.refused.csv'), 'earlier');
    const list = new RefusalList(input);
    for (let line = 2; line < 5000; line += 1) list.add([fault(line)], 'A/1');
    list.discard();
    expect(await readdir(folder)).toEqual(['sprawy.refused.csv']);
    expect(await readFile(list.path, 'utf8')).toBe('earlier');
  });

  it('keeps no more in memory than it writes at once', () => {
    const list = new RefusalList(input);
    let most = 0;
    for (let line = 2; line < 20_000; line += 1) {
      list.add([fault(line)], 'A/1');
      most = Math.max(most, (list as unknown as { text: string }).text.length);
    }
    list.finish();
    expect(most).toBeLessThan(1 << 17);
  });

  it('that cannot be written says so at the end, and holds nothing up', async () => {
    // Where its draft would be stands a folder; of a folder without the right to write, root takes no notice.
    await mkdir(join(folder, `sprawy.refused.csv.${process.pid}`));
    await chmod(folder, 0o500);
    const list = new RefusalList(input);
    for (let line = 2; line < 5000; line += 1) list.add([fault(line)], 'A/1');
    await chmod(folder, 0o700);
    expect(list.finish()?.message).toMatch(/EISDIR|EACCES/);
    expect(list.count).toBe(4998);
    expect(existsSync(list.path)).toBe(false);
  });

  it('gives no spreadsheet a formula to run', async () => {
    const list = new RefusalList(input);
    list.add([fault(2, { value: null })], '=HYPERLINK("http://x")');
    list.finish();
    expect(await readFile(list.path, 'utf8')).toContain(`2;"'=HYPERLINK(""http://x"")";kwota`);
  });
});
