/** One environment variable at fault: what is wrong with it and what to do, as the rest of a sentence. */
export interface ConfigFault {
  readonly variable: string;
  readonly message: string;
}

/** The configuration cannot be used. Names every variable at fault at once, with its remedy, never its value. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';

  constructor(readonly faults: readonly ConfigFault[]) {
    const lines = faults.map((fault) => `  ${fault.variable} ${fault.message}.`);
    super(`Dunlin cannot start with this configuration:\n${lines.join('\n')}`);
  }
}
