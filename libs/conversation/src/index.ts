export { callEffects, callOutcomes, dialogueSchema } from './dialogue.schema.js';
export type { CallEffect, CallOutcome, Dialogue, DialogueNode } from './dialogue.schema.js';
export { sayingsOf } from './node-kinds.js';
export { FIRST_TURN, MOST_TURNS, readState, writeState } from './interpreter/call-state.js';
export type { CallState } from './interpreter/call-state.js';
export type {
  AnsweredBy,
  CallFacts,
  CallInput,
  EffectResult,
  EffectResults,
} from './interpreter/call-facts.js';
export { takeTurn } from './interpreter/take-turn.js';
export type { AwaitedEffect, TakenTurn, TurnAction } from './interpreter/take-turn.js';
export { keptDialogue, saidWords } from './interpreter/said-words.js';
export { speak } from './interpreter/speak.js';
export { DialogueFaultsError, DialogueSet, loadDialogues } from './loading/load-dialogues.js';
export { soundSayings } from './loading/sound-sayings.js';
export type { Sayings } from './loading/sound-sayings.js';
export type { LoadedDialogue } from './loading/load-dialogues.js';
export { parseDialogue } from './loading/parse-dialogue.js';
