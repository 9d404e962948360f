/**
 * Where a call stands between two turns. It travels in the address of each turn, which the provider signs, so that a
 * turn needs nothing but its own request.
 */
export interface CallState {
  /** Of the turn that comes, from 1; with the call, what a turn is known by. */
  turn: number;
  /** Where the call waits. */
  node: string;
  /** How often the node has asked in vain. */
  tries: number;
  /** Whether the identity was shown. */
  verified: boolean;
  /** Effects chosen so far, in their order. */
  chosen: readonly string[];
}

/** A call that still goes on after so many turns is ended with the dialogue's farewell. */
export const MOST_TURNS = 24;

/** What the address of a call's first turn says in place of a state. */
export const FIRST_TURN = 'start';

const WRITTEN = /^([1-9][0-9]?)\.([a-z][a-z0-9-]{0,39})\.([0-9])\.(v|u)\.([a-z~-]*)$/;

export function writeState({ turn, node, tries, verified, chosen }: CallState): string {
  return [turn, node, tries, verified ? 'v' : 'u', chosen.join('~')].join('.');
}

/** Null when it is not a state. */
export function readState(text: string): CallState | null {
  const [, turn = '', node = '', tries = '', verified, chosen = ''] = WRITTEN.exec(text) ?? [];
  if (node === '') return null;
  return {
    turn: Number(turn),
    node,
    tries: Number(tries),
    verified: verified === 'v',
    chosen: chosen === '' ? [] : chosen.split('~'),
  };
}
