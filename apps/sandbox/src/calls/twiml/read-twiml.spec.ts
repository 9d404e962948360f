import type { Step } from './steps.js';
import { readTwiml } from './read-twiml.js';

const BASE = 'https://d.example/voice/turn?call=7';

function stepsOf(inside: string, base: string | null = BASE): readonly Step[] {
  const read = readTwiml(`<?xml version="1.0" encoding="UTF-8"?><Response>${inside}</Response>`, base);
  if ('fault' in read) throw new Error(read.fault.message);
  return read.steps;
}

const faultOf = (document: string, base: string | null = BASE): string => {
  const read = readTwiml(document, base);
  return 'fault' in read ? `${read.fault.code} ${read.fault.message}` : 'none';
};
const warningsOf = (inside: string): readonly string[] => {
  const read = readTwiml(`<Response>${inside}</Response>`, BASE);
  return 'fault' in read ? [read.fault.message] : read.warnings;
};

const GATHER = {
  kind: 'gather',
  inputs: ['dtmf'],
  numDigits: null,
  finishOnKey: '#',
  timeoutSeconds: 5,
  action: BASE,
  method: 'POST',
  actionOnEmptyResult: false,
  language: 'en-US',
  prompts: [],
};
const DIAL = {
  kind: 'dial',
  numbers: ['+48221234567'],
  action: null,
  method: 'POST',
  answerOnBridge: false,
  timeoutSeconds: 30,
  timeLimitSeconds: null,
  callerId: null,
};
const say = (text: string, changes = {}): object => ({
  kind: 'say',
  text,
  language: null,
  voice: null,
  times: 1,
  ...changes,
});

describe('a TwiML document', () => {
  it.each<[string, string, object[]]>([
    ['nothing', '', []],
    ['a sentence', '<Say>Dzień dobry</Say>', [say('Dzień dobry')]],
    [
      'a voice, a language and a loop',
      '<Say voice="Polly.Ola-Neural" language="pl-PL" loop="2">Halo</Say>',
      [say('Halo', { voice: 'Polly.Ola-Neural', language: 'pl-PL', times: 2 })],
    ],
    ['a sentence for ever', '<Say loop="0">Halo</Say>', [say('Halo', { times: 50 })]],
    [
      'marks of speech',
      '<Say>Proszę <break time="1s"/> <emphasis>teraz</emphasis>.</Say>',
      [say('Proszę teraz.')],
    ],
    ['entities and CDATA', '<Say>A &amp; B &#380;<![CDATA[ <i>]]></Say>', [say('A & B ż <i>')]],
    ['an apostrophe', "<Say>O'Brien</Say>", [say("O'Brien")]],
    ['a comment', '<!-- not said --><Say>x</Say>', [say('x')]],
    [
      'pauses',
      '<Pause/><Pause length="3"/>',
      [
        { kind: 'pause', seconds: 1 },
        { kind: 'pause', seconds: 3 },
      ],
    ],
    ['a recording', '<Play>/a.mp3</Play>', [{ kind: 'play', url: 'https://d.example/a.mp3', times: 1 }]],
    ['a bare question', '<Gather/>', [GATHER]],
    [
      'a question with all that we use',
      `<Gather input="dtmf speech" numDigits="6" finishOnKey="" timeout="8" action="/voice/next?a=1&amp;b=2" method="GET"
        actionOnEmptyResult="true" language="pl-PL"><Say>Data?</Say><Pause length="2"/><Say>Proszę.</Say></Gather>`,
      [
        {
          ...GATHER,
          inputs: ['dtmf', 'speech'],
          numDigits: 6,
          finishOnKey: '',
          timeoutSeconds: 8,
          action: 'https://d.example/voice/next?a=1&b=2',
          method: 'GET',
          actionOnEmptyResult: true,
          language: 'pl-PL',
          prompts: [say('Data?'), { kind: 'pause', seconds: 2 }, say('Proszę.')],
        },
      ],
    ],
    [
      'the way on',
      '<Redirect method="GET"> next?x=1 </Redirect>',
      [{ kind: 'redirect', url: 'https://d.example/voice/next?x=1', method: 'GET' }],
    ],
    ['the same document again', '<Redirect/>', [{ kind: 'redirect', url: BASE, method: 'POST' }]],
    ['a number to dial', '<Dial>+48221234567</Dial>', [DIAL]],
    [
      'numbers that ring at once',
      '<Dial answerOnBridge="true" timeout="15" timeLimit="600" action="done"><Number>+48221234567</Number><Number>+48221234568</Number></Dial>',
      [
        {
          ...DIAL,
          numbers: ['+48221234567', '+48221234568'],
          answerOnBridge: true,
          timeoutSeconds: 15,
          timeLimitSeconds: 600,
          action: 'https://d.example/voice/done',
        },
      ],
    ],
    ['the end', '<Hangup/><Say>never</Say>', [{ kind: 'hangup' }, say('never')]],
    ['a refusal', '<Reject reason="busy"/>', [{ kind: 'reject', reason: 'busy' }]],
  ])('reads %s', (_what, inside, steps) => {
    expect(stepsOf(inside)).toEqual(steps);
  });

  it.each([
    ['nothing at all', '', /^12100 .*the document is empty/],
    ['plain text', 'hello', /^12100 .*line 1/],
    ['an element left open', '<Response>\n<Say>x</Response>', /^12100 .*line 2: Unexpected close tag/],
    ['a root left open', '<Response><Say>x</Say>', /^12100 .*Unclosed root tag/],
    ['a bare ampersand', '<Response><Say>A & B</Say></Response>', /^12100 .*Invalid character/],
    ['an entity of HTML', '<Response><Say>&nbsp;</Say></Response>', /^12100 .*Invalid character entity/],
    ['an attribute without quotes', '<Response><Pause length=2/></Response>', /^12100 .*Unquoted/],
    ['a blank line before the declaration', '\n<?xml version="1.0"?><Response/>', /^12100 .*before the XML/],
    ['another root', '<html><body/></html>', /^12100 .*<html> instead of <Response>/],
    ['a verb in lower case', '<Response><say>x</say></Response>', /^12200 .*cannot hold <say>/],
    ['a verb that nobody knows', '<Response><Sing/></Response>', /^12200 .*cannot hold <Sing>/],
    [
      'a name that every object has',
      '<Response><constructor/></Response>',
      /^12200 .*cannot hold <constructor>/,
    ],
    [
      'a call within a question',
      '<Response><Gather><Dial>1</Dial></Gather></Response>',
      /^12200 .*<Gather> cannot hold <Dial>/,
    ],
    ['nobody to dial', '<Response><Dial/></Response>', /^12200 .*names no number/],
    ['a queue to dial', '<Response><Dial><Queue>q</Queue></Dial></Response>', /^12200 .*not <Queue>/],
    ['an address that is none', '<Response><Redirect>ftp://x/</Redirect></Response>', /^11100 /],
  ])('with %s is refused by Twilio’s code', (_what, document, fault) => {
    expect(faultOf(document)).toMatch(fault);
  });

  it('that came with the call has no address to be relative to', () => {
    expect(faultOf('<Response><Gather/></Response>', null)).toMatch(/^11100 /);
    expect(faultOf('<Response><Redirect>next</Redirect></Response>', null)).toMatch(/^11100 /);
    expect(stepsOf('<Gather action="https://d.example/a"/>', null)).toMatchObject([
      { action: 'https://d.example/a' },
    ]);
  });

  it('is warned about and obeyed as far as it can be', () => {
    expect(warningsOf('<Say lang="pl">x</Say>')).toEqual(['<Say> has no attribute "lang"']);
    expect(warningsOf('<Gather timeout="soon" input="thought"/>')).toEqual([
      '<Gather input> cannot be "thought"',
      '<Gather timeout> cannot be "soon"',
    ]);
    expect(stepsOf('<Gather timeout="soon" numDigits="0"/>')).toEqual([GATHER]);
  });
});
