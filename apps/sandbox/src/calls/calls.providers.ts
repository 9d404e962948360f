import { AnswerDetection } from './answer-detection.js';
import { Attendance } from './attendance.js';
import { CallCallbacks } from './call-callbacks.js';
import { CallLog } from './call-log.js';
import { CallsApiController } from './calls-api.controller.js';
import { TwilioCallsController } from './calls.controller.js';
import { Conversation } from './conversation.js';
import { Dialling } from './dialling.js';
import { Listening } from './listening.js';
import { Paces } from './pace.js';
import { Receiver } from './receiver.js';
import { SimulatedDebtor } from './simulated-debtor.js';
import { Speaking } from './speaking.js';
import { TurnFetcher } from './turn-fetcher.js';
import { VoiceNetwork } from './voice-network.js';

/** What the sandbox's module needs for calls. */
export const CALL_CONTROLLERS = [TwilioCallsController, CallsApiController];

export const CALL_PROVIDERS = [
  AnswerDetection,
  Attendance,
  CallCallbacks,
  CallLog,
  Conversation,
  Dialling,
  Listening,
  Paces,
  Receiver,
  SimulatedDebtor,
  Speaking,
  TurnFetcher,
  VoiceNetwork,
];
