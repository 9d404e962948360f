import type { HttpMethod } from './twiml/steps.js';

export type FinalCallStatus = 'completed' | 'busy' | 'no-answer' | 'failed' | 'canceled';
export type CallStatus = 'queued' | 'initiated' | 'ringing' | 'in-progress' | FinalCallStatus;

export const ANSWERED_BY = [
  'human',
  'machine_start',
  'machine_end_beep',
  'machine_end_silence',
  'machine_end_other',
  'fax',
  'unknown',
] as const;
export type AnsweredBy = (typeof ANSWERED_BY)[number];

export const CALL_EVENTS = ['initiated', 'ringing', 'answered', 'completed'] as const;
/** What a status callback can be asked for; `completed` stands for every end. */
export type CallEvent = (typeof CALL_EVENTS)[number];

/** A call as it was asked for. */
export interface CallOrder {
  readonly to: string;
  readonly from: string;
  readonly url: string | null;
  readonly method: HttpMethod;
  readonly fallbackUrl: string | null;
  readonly fallbackMethod: HttpMethod;
  /** Instructions that came along instead of an address. */
  readonly twiml: string | null;
  readonly statusCallback: string | null;
  readonly statusCallbackMethod: HttpMethod;
  readonly statusCallbackEvents: readonly CallEvent[];
  /** Seconds that it may ring. */
  readonly timeoutSeconds: number;
  readonly machineDetection: 'Enable' | 'DetectMessageEnd' | null;
  readonly machineDetectionTimeoutSeconds: number;
  /** The conversation begins while it is still found out who answered. */
  readonly asyncAmd: boolean;
  readonly asyncAmdStatusCallback: string | null;
  readonly timeLimitSeconds: number;
}

/** One line of what was heard, pressed or noted, in order. */
export interface CallLine {
  /** Business instant, epoch ms. */
  readonly at: number;
  readonly kind: 'said' | 'played' | 'keys' | 'spoke' | 'note' | 'fault';
  readonly text: string;
  /** BCP 47, of what was said. */
  readonly language?: string | null;
}

/** Who has the receiver: somebody at the virtual phone, a test by the API, or the simulated debtor. */
export type Holder = 'person' | 'test' | 'debtor';

export interface StoredCall {
  /** CA and 32 hex digits. */
  readonly id: string;
  readonly sequence: number;
  readonly channel: 'voice';
  readonly direction: 'to-debtor';
  /** The debtor's number (E.164). */
  readonly address: string;
  /** The number that calls. */
  readonly counterpart: string;
  /** The call that dialled this one. */
  readonly parent: string | null;
  readonly order: CallOrder;
  /** Business instant at which it was asked for, epoch ms; what the phone shows. */
  readonly businessAt: number;
  /** Machine instant of the same, epoch ms; what Twilio's dates are made of. */
  readonly machineAt: number;
  status: CallStatus;
  updatedAt: number;
  /** Machine instants: dialled, and over. */
  startedAt: number | null;
  endedAt: number | null;
  /** Seconds from answer to end; business time, or machine time where somebody real had the receiver. */
  durationSeconds: number | null;
  answeredBy: AnsweredBy | null;
  holder: Holder | null;
  /** Status callbacks so far: the next one's SequenceNumber. */
  reported: number;
  readonly lines: CallLine[];
  read: boolean;
  /** The resource was deleted through the API; the phone still shows the call. */
  deleted: boolean;
}

export type CallPatch = Partial<
  Pick<
    StoredCall,
    | 'status'
    | 'startedAt'
    | 'endedAt'
    | 'durationSeconds'
    | 'answeredBy'
    | 'holder'
    | 'reported'
    | 'read'
    | 'deleted'
  >
>;

const FINAL: readonly string[] = ['completed', 'busy', 'no-answer', 'failed', 'canceled'];

export function isOver(status: CallStatus): status is FinalCallStatus {
  return FINAL.includes(status);
}
