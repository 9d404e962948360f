import { Attributes, TwimlMistake } from './attributes.js';
import { readPause, readPlay, readSay } from './read-prompt.js';
import type { GatherStep, Prompt } from './steps.js';
import type { XmlElement } from './xml-tree.js';

/** What tunes the recognition of speech, which nobody does here. */
const NO_MATTER = [
  'speechTimeout',
  'hints',
  'speechModel',
  'enhanced',
  'profanityFilter',
  'bargeIn',
  'debug',
  'partialResultCallback',
  'partialResultCallbackMethod',
  'maxSpeechTime',
] as const;

export function readGather(element: XmlElement, base: string | null, warnings: string[]): GatherStep {
  const attributes = new Attributes(element, base, warnings);
  const step: GatherStep = {
    kind: 'gather',
    inputs: readInputs(attributes),
    numDigits: attributes.optionalNumber('numDigits', 1),
    finishOnKey: readFinishingKey(attributes),
    timeoutSeconds: attributes.text('timeout') === 'auto' ? 5 : attributes.number('timeout', 5, 0),
    action: attributes.url('action'),
    method: attributes.method(),
    actionOnEmptyResult: attributes.flag('actionOnEmptyResult', false),
    language: attributes.text('language') ?? 'en-US',
    prompts: element.children.map((child) => readPrompt(child, base, warnings)),
  };
  for (const name of NO_MATTER) attributes.text(name);
  attributes.end();
  return step;
}

function readInputs(attributes: Attributes): GatherStep['inputs'] {
  const given = attributes.oneOf('input', ['dtmf', 'speech', 'dtmf speech', 'speech dtmf'], 'dtmf');
  return given.split(' ') as ('dtmf' | 'speech')[];
}

function readFinishingKey(attributes: Attributes): string {
  const given = attributes.text('finishOnKey') ?? '#';
  return /^[0-9*#]?$/.test(given) ? given : '#';
}

function readPrompt(element: XmlElement, base: string | null, warnings: string[]): Prompt {
  if (element.name === 'Say') return readSay(element, base, warnings);
  if (element.name === 'Pause') return readPause(element, base, warnings);
  if (element.name === 'Play') return readPlay(element, base, warnings);
  const message = `Schema validation: <Gather> cannot hold <${element.name}>`;
  throw new TwimlMistake({ code: 12200, message });
}
