import { Inject, Injectable } from '@nestjs/common';
import { BusinessClock, type CallName, CallStore, type CallTurn, voiceSettingsSchema } from '#contracts';
import { type CallInput, type CallState, speak } from '#conversation';
import { type Calendar, CompiledCalendar } from '#domain';
import { CALL_DIALOGUES, type CallDialogues } from './call-dialogues.js';
import { personAnswers } from './person-answers.js';
import { turnNo, TurnTaker } from './turn-taker.js';

/** A turn as the provider asks for it. */
export interface TurnRequest {
  call: CallName;
  /** Null for the first. */
  state: CallState | null;
  input: CallInput;
  providerRef: string;
}

/** What to say, and whom a person who is called for the debtor sees. */
export interface AnsweredTurn {
  turn: CallTurn;
  callerId: string | null;
}

/** Answers the turns of calls: reads what is known, has the turn taken by the dialogue, and fills its words in. */
@Injectable()
export class CallDesk {
  private readonly calendar: Calendar = new CompiledCalendar();

  constructor(
    @Inject(CallStore) private readonly store: CallStore,
    @Inject(TurnTaker) private readonly turns: TurnTaker,
    @Inject(BusinessClock) private readonly clock: BusinessClock,
    @Inject(CALL_DIALOGUES) private readonly dialogues: CallDialogues,
  ) {}

  /** Null when there is no such call, or it is over: then nothing is said. */
  async answer(request: TurnRequest): Promise<AnsweredTurn | null> {
    const about = await this.store.before(request.call, turnNo(request.state));
    if (about === null || about.ended) return null;
    const spoken = this.dialogues.ofVersion(about.dialogueVersion, about.language);
    if (spoken === undefined) return null;
    // Settings are checked when creditors are set up; what was written past that offers no person.
    const { person } = voiceSettingsSchema.catch({}).parse(about.settings ?? {});
    const { identity, moot, zone, country } = about;
    const answers = personAnswers(this.calendar, person, this.clock.now(), zone, country);
    const facts = { identity, moot, personAnswers: answers };
    const taken = await this.turns.take({ ...request, about, spoken, facts });
    if (taken === null) return null;
    const { words } = this.dialogues;
    const turn = speak(spoken.dialogue, taken, about.variables, words, person?.number ?? null);
    return { turn, callerId: about.callFrom };
  }
}
