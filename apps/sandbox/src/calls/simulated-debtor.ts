import { Injectable } from '@nestjs/common';
import type { CallAnswer, CallReaction } from '#domain';
import { DebtorBehaviour } from '../debtors/debtor-behaviour.js';
import { DebtorDirectory, type KnownDebtor } from '../debtors/debtor-directory.js';
import { CallLog } from './call-log.js';
import type { CallSignal } from './live-call.js';
import type { StoredCall } from './stored-call.js';
import type { GatherStep } from './twiml/steps.js';

/** What answers a question, and how long after it was put. */
export interface Reply {
  readonly afterMs: number;
  readonly signal: CallSignal;
}

/** Answers the n-th question of a call, from 1; null stays silent. */
export type Replies = (question: GatherStep, ordinal: number) => Reply | null;

/** The debtor at the other end where nobody real is: picks up or not, and presses keys by their behaviour. */
@Injectable()
export class SimulatedDebtor {
  constructor(
    private readonly behaviour: DebtorBehaviour,
    private readonly directory: DebtorDirectory,
    private readonly log: CallLog,
  ) {}

  /** How this call is taken. Chance hangs on the debtor and on how often they have been called. */
  meet(call: StoredCall): CallReaction {
    const earlier = this.log
      .at(call.address)
      .filter((one) => one.sequence < call.sequence && one.parent === null);
    return this.behaviour.onCall({
      subject: this.directory.subjectOf(call.address),
      address: call.address,
      ordinal: earlier.length + 1,
    });
  }

  replies(call: StoredCall, { answers }: CallReaction): Replies {
    const debtor = this.directory.behind(call.address);
    return (question, ordinal) => {
      const planned = answers[ordinal - 1];
      const signal = planned && toSignal(planned.answer, question, debtor);
      return planned && signal ? { afterMs: planned.afterMs, signal } : null;
    };
  }
}

function toSignal(
  answer: CallAnswer,
  question: GatherStep,
  debtor: KnownDebtor | undefined,
): CallSignal | null {
  const listens = (input: 'dtmf' | 'speech'): boolean => question.inputs.includes(input);
  if (answer.kind === 'silence') return null;
  if (answer.kind === 'hang-up') return answer;
  if (answer.kind === 'says') {
    return listens('speech') ? { kind: 'spoke', text: answer.text, confidence: 0.9 } : null;
  }
  const keys =
    answer.kind === 'keys'
      ? answer.keys
      : answer.kind === 'identity'
        ? identityKeys(question, debtor)
        : '0'.repeat(question.numDigits ?? 6);
  return keys !== null && listens('dtmf') ? { kind: 'keys', keys } : null;
}

/** The birth date as DDMMYYYY or DDMMYY, or the postcode's digits: whichever the question has room for. */
function identityKeys({ numDigits }: GatherStep, debtor: KnownDebtor | undefined): string | null {
  const [year, month, day] = debtor?.birthDate?.split('-') ?? [];
  const known = year !== undefined && month !== undefined && day !== undefined;
  const birthDates = known ? [`${day}${month}${year}`, `${day}${month}${year.slice(2)}`] : [];
  const postcode = debtor?.postcode?.replace(/\D/g, '') || null;
  const fitting = [...birthDates, ...(postcode === null ? [] : [postcode])];
  return fitting.find((keys) => keys.length === numDigits) ?? fitting[0] ?? null;
}
