/** Where traces go, and how many are taken. */
export interface TracingOptions {
  /** Base of an OTLP/HTTP receiver, without /v1/traces. */
  readonly endpoint: string;
  /** Share of messages that are traced, from 0 to 1. */
  readonly ratio: number;
}
