/** What a use case answers where the outside may be wrong or repeat itself; the unexpected is thrown. */
export interface NotFound {
  kind: 'notFound';
}

/** The same was done before; nothing changed and nothing needs to. */
export interface AlreadyDone {
  kind: 'alreadyDone';
}

/** The request cannot be carried out; reason is a code that the caller words. */
export interface Invalid {
  kind: 'invalid';
  reason: string;
}

export const notFound: NotFound = { kind: 'notFound' };
export const alreadyDone: AlreadyDone = { kind: 'alreadyDone' };

export function invalid(reason: string): Invalid {
  return { kind: 'invalid', reason };
}
