import pg from 'pg';
import type { Statement } from '../array-parameters.js';
import { types } from '../value-types.js';

/** One statement of a set, and who asked for it. */
export interface AskedStatement {
  statement: Statement;
  done: (result: pg.QueryResult) => void;
  failed: (error: Error) => void;
}

/** What pg's client and a query say to each other, as far as its types leave it out; pg-cursor stands on the same. */
type Wire = Pick<pg.Connection, 'on' | 'removeListener' | 'stream' | 'sync'> & {
  parsedStatements: Record<string, string>;
  parse(message: { name?: string | undefined; text: string }): void;
  bind(message: {
    statement: string | undefined;
    values: unknown[];
    valueMapper: (value: unknown) => unknown;
  }): void;
  describe(message: { type: 'P'; name: string }): void;
  execute(message: object): void;
};

const { Result, utils } = pg as unknown as {
  Result: new (rowMode: undefined, types: pg.CustomTypesConfig) => Gathering;
  utils: { prepareValue: (value: unknown) => unknown };
};

/** A result as it comes in. */
interface Gathering extends pg.QueryResult {
  addFields(fields: unknown): void;
  parseRow(fields: unknown): pg.QueryResultRow;
  addRow(row: pg.QueryResultRow): void;
  addCommandComplete(message: unknown): void;
}

/**
 * Statements that go to the server together and are answered together, in one exchange: each sees what those before it
 * did, and the first that fails keeps all after it from being run. On a link as short as the loopback, too, an exchange
 * costs both sides several times what a small statement does.
 */
export class StatementSet implements pg.Submittable {
  private readonly results: Gathering[] = [];
  private result = newResult();
  private readonly parsing: Statement[] = [];
  private wire: Wire | undefined;
  private unreadable: Error | undefined;

  constructor(private readonly asked: readonly AskedStatement[]) {}

  submit(connection: pg.Connection): void {
    const wire = connection as unknown as Wire;
    this.wire = wire;
    wire.on('parseComplete', this.noteParsed);
    wire.stream.cork();
    try {
      for (const { statement } of this.asked) this.send(wire, statement);
      wire.sync();
    } finally {
      wire.stream.uncork();
    }
  }

  private send(wire: Wire, { name, text, values }: Statement): void {
    const isKnown =
      name !== undefined &&
      (wire.parsedStatements[name] !== undefined || this.parsing.some((other) => other.name === name));
    if (!isKnown) {
      wire.parse({ name, text });
      this.parsing.push({ name, text, values });
    }
    wire.bind({ statement: name, values, valueMapper: utils.prepareValue });
    wire.describe({ type: 'P', name: '' });
    wire.execute({});
  }

  /** Statements are parsed in their order; what a connection has parsed it must not be given again. */
  private readonly noteParsed = (): void => {
    const parsed = this.parsing.shift();
    if (parsed?.name !== undefined && this.wire !== undefined)
      this.wire.parsedStatements[parsed.name] = parsed.text;
  };

  handleRowDescription({ fields }: { fields: unknown }): void {
    this.result.addFields(fields);
  }

  handleDataRow({ fields }: { fields: unknown }): void {
    try {
      this.result.addRow(this.result.parseRow(fields));
    } catch (error) {
      this.unreadable ??= error as Error;
    }
  }

  handleCommandComplete(message: unknown): void {
    this.result.addCommandComplete(message);
    this.handleEmptyQuery();
  }

  handleEmptyQuery(): void {
    this.results.push(this.result);
    this.result = newResult();
  }

  handleReadyForQuery(): void {
    this.settle(this.unreadable);
  }

  /** What was answered before is as true as ever; nothing after was run. */
  handleError(error: Error): void {
    this.settle(error);
  }

  private settle(error: Error | undefined): void {
    this.wire?.removeListener('parseComplete', this.noteParsed);
    this.asked.forEach(({ done, failed }, place) => {
      const result = this.results[place];
      if (result === undefined || this.unreadable !== undefined)
        failed(error ?? new Error('The server left a statement unanswered.'));
      else done(result);
    });
  }
}

function newResult(): Gathering {
  return new Result(undefined, types);
}
