import { Injectable } from '@nestjs/common';
import type { CallReaction } from '#domain';
import { Dice } from '../agenda/dice.js';
import { FaultInjector } from '../faults/fault-injector.js';
import type { AnsweredBy, StoredCall } from './stored-call.js';

type Answerer = AnsweredBy | CallReaction['picksUp'];

export interface Detected {
  readonly as: AnsweredBy;
  /** How long it takes to find out. */
  readonly afterMs: number;
}

/** Who seems to have answered, as far as Twilio listens for it: a person says hello, a machine goes on talking. */
@Injectable()
export class AnswerDetection {
  constructor(
    private readonly dice: Dice,
    private readonly faults: FaultInjector,
  ) {}

  /** As what it sounds: as what it is, or, in the share of calls that the faults say, a person for a machine and back. */
  heard(call: StoredCall, really: Answerer): Answerer {
    const { misheard } = this.faults.state.plan;
    if (!this.dice.chance(`misheard|${call.address}|${call.sequence}`, misheard)) return really;
    if (really === 'person' || really === 'human') return 'machine';
    return really.startsWith('machine') ? 'person' : really;
  }

  /** @param known what answered, or what it is taken for; a machine's greeting is drawn by chance */
  detect(call: StoredCall, known: Answerer): Detected {
    const { machineDetection, machineDetectionTimeoutSeconds } = call.order;
    const draw = (what: string, low: number, high: number): number =>
      this.dice.between(`${what}|${call.address}|${call.sequence}`, low, high);
    const longest = machineDetectionTimeoutSeconds * 1_000;
    const found = ((): Detected => {
      if (known === 'person' || known === 'human')
        return { as: 'human', afterMs: draw('hello', 1_800, 3_800) };
      if (known !== 'machine') return { as: known as AnsweredBy, afterMs: draw('hello', 1_800, 3_800) };
      if (machineDetection === 'Enable') return { as: 'machine_start', afterMs: draw('start', 3_000, 5_000) };
      const beeps = this.dice.chance(`beep|${call.address}`, 0.7);
      return {
        as: beeps ? 'machine_end_beep' : 'machine_end_silence',
        afterMs: draw('greeting', 6_000, 22_000),
      };
    })();
    return found.afterMs <= longest ? found : { as: 'unknown', afterMs: longest };
  }
}
