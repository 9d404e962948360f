import { type ClockRow, ClockStore } from '#contracts';

/** One row, told to all who listen, as Postgres tells it. */
export class MemoryClockStore extends ClockStore {
  row: ClockRow | undefined;
  readonly listeners = new Set<() => void>();

  find(): Promise<ClockRow | undefined> {
    return Promise.resolve(this.row);
  }
  read(): Promise<ClockRow> {
    return this.row ? Promise.resolve(this.row) : Promise.reject(new Error('no row'));
  }
  write(row: ClockRow): Promise<void> {
    this.row = row;
    for (const changed of this.listeners) changed();
    return Promise.resolve();
  }
  onChange(changed: () => void): Promise<() => Promise<void>> {
    this.listeners.add(changed);
    return Promise.resolve(() => {
      this.listeners.delete(changed);
      return Promise.resolve();
    });
  }
}
