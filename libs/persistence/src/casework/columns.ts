/** Turns rows into the parallel arrays that `unnest` takes, in the order of the named fields. */
export function columns<Row extends object>(rows: readonly Row[], ...fields: (keyof Row)[]): unknown[][] {
  return fields.map((field) => rows.map((row) => row[field] ?? null));
}

/** A column of JSON documents. */
export function jsonColumn<Row extends object>(rows: readonly Row[], field: keyof Row): string[] {
  return rows.map((row) => JSON.stringify(row[field]));
}

/** Epoch milliseconds of an instant as pg returns it. */
export function millis(instant: Date | null): number | null {
  return instant === null ? null : instant.getTime();
}
