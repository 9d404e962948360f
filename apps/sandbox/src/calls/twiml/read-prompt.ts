import { absolute, Attributes } from './attributes.js';
import type { PauseStep, PlayStep, SayStep } from './steps.js';
import type { XmlElement } from './xml-tree.js';

/** `loop="0"` means for ever; nobody listens for that long. */
const FOR_EVER = 50;

/** Marks inside (SSML) change how it sounds, not what is said. */
export function readSay(element: XmlElement, base: string | null, warnings: string[]): SayStep {
  const attributes = new Attributes(element, base, warnings);
  const step: SayStep = {
    kind: 'say',
    text: element.text.replace(/\s+/g, ' ').trim(),
    language: attributes.text('language'),
    voice: attributes.text('voice'),
    times: readTimes(attributes),
  };
  attributes.end();
  return step;
}

export function readPause(element: XmlElement, base: string | null, warnings: string[]): PauseStep {
  const attributes = new Attributes(element, base, warnings);
  const seconds = attributes.number('length', 1, 0);
  attributes.end();
  return { kind: 'pause', seconds };
}

export function readPlay(element: XmlElement, base: string | null, warnings: string[]): PlayStep {
  const attributes = new Attributes(element, base, warnings);
  const digits = attributes.text('digits');
  const url = digits === null ? absolute(element.text, base) : `keys ${digits}`;
  const step: PlayStep = { kind: 'play', url, times: readTimes(attributes) };
  attributes.end();
  return step;
}

function readTimes(attributes: Attributes): number {
  return attributes.number('loop', 1, 0) || FOR_EVER;
}
