import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import {
  BusinessClock,
  type CallName,
  CallStore,
  type CallTurn,
  type VoiceSettings,
  voiceSettingsSchema,
} from '#contracts';
import { type CallInput, type CallState, speak } from '#conversation';
import { CompiledCalendar } from '#domain';
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

const SETTINGS_KEPT = 1_000;

/** Answers the turns of calls: reads what is known, has the turn taken by the dialogue, and fills its words in. */
@Injectable()
export class CallDesk implements OnModuleInit {
  private readonly calendar = new CompiledCalendar();
  private readonly read = new Map<string, VoiceSettings>();

  constructor(
    @Inject(CallStore) private readonly store: CallStore,
    @Inject(TurnTaker) private readonly turns: TurnTaker,
    @Inject(BusinessClock) private readonly clock: BusinessClock,
    @Inject(CALL_DIALOGUES) private readonly dialogues: CallDialogues,
  ) {}

  /** The first caller waits no longer than those after. */
  async onModuleInit(): Promise<void> {
    const places = await this.store.prepare();
    const zones = places.map(({ zone }) => zone);
    const countries = places.map(({ country }) => country);
    this.calendar.prepare({ zones, countries, instant: this.clock.now() });
  }

  /** Null when there is no such call, or it is over: then nothing is said. */
  async answer(request: TurnRequest): Promise<AnsweredTurn | null> {
    const about = await this.store.before(request.call, turnNo(request.state));
    if (about === null || about.ended) return null;
    const spoken = this.dialogues.ofVersion(about.dialogueVersion, about.language);
    if (spoken === undefined) return null;
    const { person } = this.settingsOf(about.settings);
    const { identity, moot, zone, country } = about;
    const answers = personAnswers(this.calendar, person, this.clock.now(), zone, country);
    const facts = { identity, moot, personAnswers: answers };
    const taken = await this.turns.take({ ...request, about, spoken, facts });
    if (taken === null) return null;
    const { words } = this.dialogues;
    const turn = speak(spoken.dialogue, taken, about.variables, words, person?.number ?? null);
    return { turn, callerId: about.callFrom };
  }

  /** Settings are checked when creditors are set up; what was written past that offers no person. */
  private settingsOf(text: string | null): VoiceSettings {
    if (text === null) return {};
    const known = this.read.get(text);
    if (known !== undefined) return known;
    // One per creditor; of those that were changed meanwhile nobody needs to be reminded.
    if (this.read.size >= SETTINGS_KEPT) this.read.clear();
    const settings = voiceSettingsSchema.catch({}).parse(JSON.parse(text));
    this.read.set(text, settings);
    return settings;
  }
}
