import type { CheckNode, Dialogue, DialogueNode, IdentityProof, Question } from './dialogue.schema.js';

/** The question of a node that listens for an intent; undefined for others. */
export function questionOf(node: DialogueNode): Question | undefined {
  if ('ask' in node) return node.ask;
  return 'offer' in node ? node.offer : undefined;
}

/** Whether a call waits for somebody there. */
export function listens(node: DialogueNode): boolean {
  return questionOf(node) !== undefined || 'check' in node || 'transfer' in node;
}

/** A way from one node to another; `verifies` is the one that only whoever showed their identity takes. */
export interface Way {
  to: string;
  /** Where it is written, from the node on. */
  path: readonly string[];
  verifies: boolean;
}

export function waysFrom(node: DialogueNode): Way[] {
  const way = (...path: string[]): Way => ({
    to: String(path.reduce<unknown>((value, part) => (value as Record<string, unknown>)[part], node)),
    path,
    verifies: path[0] === 'verified',
  });
  if ('ask' in node) return waysOfQuestion(node.ask, 'ask');
  if ('offer' in node) return waysOfQuestion(node.offer, 'offer');
  if ('check' in node) return [way('verified'), way('failed'), way('unprovable')];
  if ('do' in node) return [way('done'), way('refused')];
  if ('transfer' in node) return [way('connected'), way('failed'), way('closed')];
  return [];
}

function waysOfQuestion(question: Question, field: string): Way[] {
  const chosen = Object.entries(question.intents).map(([name, { to }]) => ({
    to,
    path: [field, 'intents', name, 'to'],
    verifies: false,
  }));
  return [
    ...chosen,
    { to: question.silence, path: [field, 'silence'], verifies: false },
    { to: question.notUnderstood, path: [field, 'notUnderstood'], verifies: false },
  ];
}

/** Where a dialogue is entered, or may be led to from anywhere. */
export function entrances(dialogue: Dialogue): Way[] {
  const fixed = (['start', 'voicemail', 'moot', 'farewell'] as const).map((field) => ({
    to: dialogue[field],
    path: [field],
    verifies: false,
  }));
  const always = Object.entries(dialogue.always).map(([name, { to }]) => ({
    to,
    path: ['always', name, 'to'],
    verifies: false,
  }));
  return [...fixed, ...always];
}

/** One text of a node. */
export interface Saying {
  /** What a transcript calls it: the node, and for a check of identity the proof that was asked for. */
  key: string;
  text: string;
  /** From the node on. */
  path: readonly string[];
}

export function sayingsOf(key: string, node: DialogueNode): Saying[] {
  if ('check' in node) {
    return proofsOf(node).flatMap((proof) => {
      const { say = '', mismatch } = node.by[proof] ?? {};
      const asked: Saying = { key: `${key}:${proof}`, text: say, path: ['by', proof, 'say'] };
      if (mismatch === undefined) return [asked];
      const path = ['by', proof, 'mismatch', 'say'];
      return [asked, { key: mismatchKey(key, proof), text: mismatch.say, path }];
    });
  }
  return node.say === undefined ? [] : [{ key, text: node.say, path: ['say'] }];
}

/** What is said to keys that do not match, before they are asked for again. */
export function mismatchKey(key: string, proof: IdentityProof): string {
  return `${key}:${proof}:mismatch`;
}

/** What is said to a key that a question does not take, before it is asked again. */
export function wrongKeyKey(key: string): string {
  return `${key}:wrong-key`;
}

/** Every text of a dialogue by its key. */
export function allTexts({ nodes, wrongKey }: Dialogue): Map<string, string> {
  const texts = new Map<string, string>();
  for (const [key, node] of Object.entries(nodes)) {
    for (const saying of sayingsOf(key, node)) texts.set(saying.key, saying.text);
    if (wrongKey !== undefined && questionOf(node)) texts.set(wrongKeyKey(key), wrongKey.say);
  }
  return texts;
}

export function proofsOf(node: CheckNode): IdentityProof[] {
  return (['birthDate', 'postcode'] as const).filter((proof) => node.by[proof] !== undefined);
}
