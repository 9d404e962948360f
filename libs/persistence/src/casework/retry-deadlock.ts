const DEADLOCK = '40P01';
const TRIES = 4;

/** Runs a transaction again when Postgres chose it as a deadlock's victim; it was rolled back, so nothing is doubled. */
export async function retryDeadlock<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      if (attempt === TRIES || (error as { code?: string }).code !== DEADLOCK) throw error;
    }
  }
}
