/** A file that can be read from its beginning more than once: first to check it as a whole, then to take it in. */
export interface ImportSource {
  /** Shown in the report and kept with the run; null where the upload had none. */
  readonly name: string | null;
  open(): AsyncIterable<Uint8Array>;
}
