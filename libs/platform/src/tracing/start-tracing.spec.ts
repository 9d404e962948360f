import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { startTracing } from './start-tracing.js';

const ROOT = join(import.meta.dirname, '../../../..');

/** Files of the product whose import of a module is executed when they are loaded. */
function importersOf(module: RegExp): string[] {
  return ['libs', 'apps'].flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
      .map((path) => join(folder, path))
      .filter((path) => path.endsWith('.ts') && !path.endsWith('.spec.ts'))
      .filter((path) => module.test(readFileSync(join(ROOT, path), 'utf8'))),
  );
}

describe('traces that nobody asked for', () => {
  it('are not made', async () => {
    expect(await startTracing(undefined, ['sender'])).toBeNull();
  });

  it('cost no process a module of OpenTelemetry: one file imports it, and that file is imported on demand', () => {
    const tracer = 'libs/platform/src/tracing/otlp-message-tracer.ts';
    expect(importersOf(/from '@opentelemetry\//)).toEqual([tracer]);
    expect(importersOf(/from '.*otlp-message-tracer\.js'/)).toEqual([]);
  });
});
