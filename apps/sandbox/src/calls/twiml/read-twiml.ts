import { absolute, Attributes, TwimlMistake } from './attributes.js';
import { readGather } from './read-gather.js';
import { readPause, readPlay, readSay } from './read-prompt.js';
import type { DialStep, ReadTwiml, RedirectStep, RejectStep, Step } from './steps.js';
import { parseXml, type XmlElement } from './xml-tree.js';

type Reader = (element: XmlElement, base: string | null, warnings: string[]) => Step;

const VERBS: Readonly<Record<string, Reader>> = {
  Say: readSay,
  Pause: readPause,
  Play: readPlay,
  Gather: readGather,
  Redirect: readRedirect,
  Dial: readDial,
  Hangup: () => ({ kind: 'hangup' }),
  Reject: readReject,
};

/**
 * What a TwiML document lets happen, in order. Nothing is fetched and nothing waits: the same document always gives
 * the same steps. After the last of them the call ends.
 * @param base address of the document, which others in it are relative to; null for TwiML that came with the call
 */
export function readTwiml(document: string, base: string | null): ReadTwiml {
  const parsed = parseXml(document);
  if ('fault' in parsed) {
    return {
      fault: { code: 12100, message: `Document parse failure: line ${parsed.line}: ${parsed.fault}` },
    };
  }
  if (parsed.root.name !== 'Response') {
    const message = `Document parse failure: the root element is <${parsed.root.name}> instead of <Response>`;
    return { fault: { code: 12100, message } };
  }
  const warnings: string[] = [];
  try {
    const steps = parsed.root.children.map((element) => readVerb(element, base, warnings));
    return { steps, warnings };
  } catch (error) {
    if (error instanceof TwimlMistake) return { fault: error.fault };
    throw error;
  }
}

function readVerb(element: XmlElement, base: string | null, warnings: string[]): Step {
  const reader = Object.hasOwn(VERBS, element.name) ? VERBS[element.name] : undefined;
  if (reader) return reader(element, base, warnings);
  const message = `Schema validation: <Response> cannot hold <${element.name}>`;
  throw new TwimlMistake({ code: 12200, message });
}

function readRedirect(element: XmlElement, base: string | null, warnings: string[]): RedirectStep {
  const attributes = new Attributes(element, base, warnings);
  const method = attributes.method();
  attributes.end();
  return { kind: 'redirect', url: absolute(element.text, base), method };
}

function readReject(element: XmlElement, base: string | null, warnings: string[]): RejectStep {
  const attributes = new Attributes(element, base, warnings);
  const reason = attributes.oneOf('reason', ['rejected', 'busy'], 'rejected');
  attributes.end();
  return { kind: 'reject', reason };
}

/** Numbers are all that is dialled here: in the element itself, or in `<Number>`s that ring at once. */
function readDial(element: XmlElement, base: string | null, warnings: string[]): DialStep {
  const stranger = element.children.find(({ name }) => name !== 'Number');
  if (stranger) {
    const message = `Schema validation: the sandbox dials <Number> alone, not <${stranger.name}>`;
    throw new TwimlMistake({ code: 12200, message });
  }
  const nested = element.children.map(({ text }) => text.trim());
  const numbers = (nested.length > 0 ? nested : [element.text.trim()]).filter((number) => number !== '');
  if (numbers.length === 0) {
    throw new TwimlMistake({ code: 12200, message: 'Schema validation: <Dial> names no number' });
  }
  const attributes = new Attributes(element, base, warnings);
  const step: DialStep = {
    kind: 'dial',
    numbers,
    action: attributes.text('action') === null ? null : attributes.url('action'),
    method: attributes.method(),
    answerOnBridge: attributes.flag('answerOnBridge', false),
    timeoutSeconds: attributes.number('timeout', 30, 1),
    timeLimitSeconds: attributes.optionalNumber('timeLimit', 1),
    callerId: attributes.text('callerId'),
  };
  attributes.end();
  return step;
}
