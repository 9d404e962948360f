import pg from 'pg';

/** A statement as it goes to the server. */
export interface Statement {
  /** Under which a connection knows it once it was parsed there; those without are parsed each time. */
  name?: string | undefined;
  text: string;
  values: unknown[];
}

/**
 * A Postgres client that writes arrays of plain values as parameters a good deal faster than pg does: batches are
 * arrays, a hundred values each, a dozen to a statement. Anything else it leaves to pg.
 */
export class BatchClient extends pg.Client {
  override query = ((config: unknown, values?: unknown, done?: unknown): unknown => {
    const query = super.query as (...args: unknown[]) => unknown;
    if (typeof config === 'string' && Array.isArray(values))
      return query.call(this, config, values.map(parameter), done);
    if (!isStatement(config)) return query.call(this, config, values, done);
    return query.call(this, { ...config, values: config.values.map(parameter) }, values, done);
  }) as pg.Client['query'];

  /** What `query` would send of this. */
  statementOf(config: string | pg.QueryConfig, values: unknown[] = []): Statement {
    if (typeof config === 'string') return { text: config, values: values.map(parameter) };
    const { name, text } = config;
    return { name, text, values: (config.values ?? values).map(parameter) };
  }
}

function isStatement(config: unknown): config is { values: unknown[] } {
  return typeof config === 'object' && config !== null && 'name' in config && 'values' in config;
}

function parameter(value: unknown): unknown {
  return Array.isArray(value) ? (arrayLiteral(value) ?? value) : value;
}

/** An array as Postgres reads it; null when it holds anything but texts, numbers, bytes and nulls. */
export function arrayLiteral(values: readonly unknown[]): string | null {
  let text = '';
  for (const value of values) {
    if (text !== '') text += ',';
    if (value === null) text += 'NULL';
    else if (typeof value === 'number') text += String(value);
    else if (typeof value === 'string') text += quoted(value);
    else if (Buffer.isBuffer(value)) text += `"\\\\x${value.toString('hex')}"`;
    else return null;
  }
  return `{${text}}`;
}

/** Bytes, in hex, as one parameter for `$n::bytea[]`. */
export function bytesArray(hexes: readonly string[]): string {
  return hexes.length === 0 ? '{}' : `{"\\\\x${hexes.join('","\\\\x')}"}`;
}

function quoted(text: string): string {
  return text.includes('"') || text.includes('\\') ? `"${text.replace(/["\\]/g, '\\$&')}"` : `"${text}"`;
}
