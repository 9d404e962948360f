import type { HttpMethod } from './twiml/steps.js';

/** Where the next instructions of a call come from. */
export type Turn =
  | {
      readonly kind: 'fetch';
      readonly url: string;
      readonly method: HttpMethod;
      /** Beside what every request of a call carries. */
      readonly form: Readonly<Record<string, string>>;
    }
  | { readonly kind: 'twiml'; readonly twiml: string };
