import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  loadDialogues,
  takeTurn,
  type CallFacts,
  type CallInput,
  type CallState,
  type Dialogue,
  type EffectResult,
} from '#conversation';
import { parseBehaviour } from '#domain';
import { loadSpokenWords } from '#templating';

const templates = join(process.cwd(), 'templates');
const FACTS: CallFacts = {
  identity: { birthDate: '1980-12-31', postcode: '00-001' },
  moot: false,
  personAnswers: false,
};
/** What the sandbox presses for the words of the behaviour file. */
const PRESSED: Readonly<Record<string, string>> = { identity: '31121980', 'wrong-identity': '00000000' };

const file = join('campaigns', 'demo', 'behaviour.yaml');
const parsed = parseBehaviour(readFileSync(file, 'utf8'), file);
if (!('model' in parsed)) throw new Error(JSON.stringify(parsed.faults));
const spoken = parsed.model.calls?.ways.filter(({ picksUp }) => picksUp === 'person') ?? [];

let dialogue: Dialogue;
beforeAll(async () => {
  const set = await loadDialogues(join(templates, 'dialogues'), await loadSpokenWords(templates));
  const found = set.find('overdue-call', 'pl');
  if (!found) throw new Error('the dialogue of the demo is missing');
  dialogue = found.dialogue;
});

/** How a call ends that is taken this way: its outcome, or "hung up" and where. */
function endOf(answers: readonly string[]): string | null {
  let state: CallState | null = null;
  let input: CallInput = { kind: 'answered', by: 'person' };
  for (let question = 0; question < 20; question++) {
    const results: Record<string, EffectResult> = {};
    let step = takeTurn(dialogue, state, input, FACTS, results);
    while (step.kind === 'effect') {
      results[step.node] = 'done';
      step = takeTurn(dialogue, state, input, FACTS, results);
    }
    if (step.action.kind === 'hang-up') return step.action.outcome;
    state = step.action.state;
    const answer = answers[question] ?? 'silence';
    if (answer === 'hang-up') return `hung up at ${state.node}`;
    input = { kind: 'keys', keys: answer === 'silence' ? '' : (PRESSED[answer] ?? answer) };
  }
  return 'never ends';
}

/** What whoever takes a call in this way is after; a way without a line here fails. */
const MEANT: Readonly<Record<string, string>> = {
  'wants-the-link': 'link-sent',
  'mistypes-first': 'link-sent',
  promises: 'promised',
  'wants-a-person': 'person-asked',
  'never-again': 'opted-out',
  'is-somebody-else': 'not-identified',
  'says-nothing': 'silent',
  'hangs-up': 'hung up at opening',
  'hangs-up-on-the-choice': 'hung up at matter',
};

describe('a debtor of the demo who is called', () => {
  it.each(spoken.map(({ key, answers }) => [key, answers] as const))(
    'reaches what they are after: %s',
    (key, answers) => {
      expect(endOf(answers)).toBe(MEANT[key]);
    },
  );
});
