import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { AdvisoryLock } from './advisory-locks.js';

const HOME = 'advisory-locks.ts';
const folder = join(process.cwd(), 'libs/persistence/src');
const sources = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts') && !file.endsWith('.spec.ts') && file !== HOME)
  .map((file) => [file, readFileSync(join(folder, file), 'utf8')] as const);

describe('advisory locks', () => {
  it('have a number each', () => {
    const numbers = Object.values(AdvisoryLock);
    expect(new Set<number>(numbers).size).toBe(numbers.length);
  });

  it('are taken by numbers out of this one list', () => {
    const locking = sources.filter(([, text]) => /pg_(try_)?advisory_/.test(text));
    expect(locking.length).toBeGreaterThan(3);
    const strange = locking.flatMap(([file, text]) =>
      [...text.matchAll(/pg_(?:try_)?advisory_\w+\([^;]{0,120}/g)]
        .filter(([call]) => !call.includes('AdvisoryLock.'))
        .map(() => file),
    );
    expect(strange).toEqual([]);
  });
});
