import { Database, type DatabaseOptions } from '#persistence';

/** A database for work that ends when the process is told to stop: what it has begun is finished, and nothing more begun. */
export class StoppableDatabase extends Database {
  constructor(
    options: DatabaseOptions,
    private readonly signal: AbortSignal,
  ) {
    super(options);
  }

  override async transaction<T>(work: Parameters<typeof Database.prototype.transaction<T>>[0]): Promise<T> {
    this.signal.throwIfAborted();
    return super.transaction(work);
  }
}
