import { BatchClient, type Statement } from './array-parameters.js';

/** Statements known by now; texts are constants of ours, so there are few. */
const names = new Map<string, string>();
/** Beyond it a statement stays without a name: something writes its texts by the dozen. */
const MOST_NAMES = 500;

/**
 * A client that names every statement with parameters after its text, so that each connection parses and plans it once:
 * for what does many small statements while somebody waits.
 */
export class NamingClient extends BatchClient {
  constructor(...options: ConstructorParameters<typeof BatchClient>) {
    super(...options);
    const query = this.query as (...args: unknown[]) => unknown;
    this.query = ((config: unknown, values?: unknown, done?: unknown): unknown => {
      if (typeof config !== 'string' || !Array.isArray(values)) return query.call(this, config, values, done);
      return query.call(this, { name: nameOf(config), text: config, values }, undefined, done);
    }) as typeof this.query;
  }

  override statementOf(...asked: Parameters<BatchClient['statementOf']>): Statement {
    const statement = super.statementOf(...asked);
    return { ...statement, name: statement.name ?? nameOf(statement.text) };
  }
}

function nameOf(text: string): string | undefined {
  const known = names.get(text);
  if (known !== undefined || names.size >= MOST_NAMES) return known;
  const name = `named-${names.size}`;
  names.set(text, name);
  return name;
}
