import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { keptValue } from './kept-value.js';

const root = mkdtempSync(join(tmpdir(), 'dunlin-kept-'));
afterAll(() => rmSync(root, { recursive: true }));

describe('the secret and the API key of an installation', () => {
  it('are made once, kept, and readable by their owner alone', () => {
    const directory = join(root, 'data');
    const first = keptValue(directory, 'secret');
    expect(first.made).toBe(true);
    expect(first.value).toMatch(/^[0-9a-f]{48}$/);
    expect(keptValue(directory, 'secret')).toEqual({ value: first.value, made: false });
    expect(keptValue(directory, 'api-key').value).not.toBe(first.value);
    expect(statSync(join(directory, 'secret')).mode & 0o777).toBe(0o600);
  });
});
