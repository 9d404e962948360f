import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { faultPlanSchema, type FaultChannel, type FaultPlan } from './fault-plan.schema.js';

export type Fault = 'none' | 'drop' | 'too-many' | 'error' | 'error-after-storing';
type Injected = Record<Exclude<Fault, 'none'>, number>;

/** Decides, seeded, which request meets which fault, and counts what it did so that a test can account for it. */
@Injectable()
export class FaultInjector {
  private plan: FaultPlan = faultPlanSchema.parse({});
  private asked = 0;
  private injected: Injected = noFaults();

  get state(): { plan: FaultPlan; injected: Injected } {
    return { plan: this.plan, injected: { ...this.injected } };
  }

  adopt(plan: FaultPlan): void {
    this.plan = plan;
    this.asked = 0;
    this.injected = noFaults();
  }

  clear(): void {
    this.adopt(faultPlanSchema.parse({}));
  }

  /** The fault of the next request that hands a message over. */
  forSubmission(channel: FaultChannel): Fault {
    const { dropAnswers, status429, status500, storedDespite500 } = this.plan;
    const roll = this.roll(channel);
    if (roll === null) return 'none';
    if (roll < dropAnswers) return this.inject('drop');
    if (roll < dropAnswers + status429) return this.inject('too-many');
    const into500 = roll - dropAnswers - status429;
    if (into500 >= status500) return 'none';
    return this.inject(into500 < status500 * storedDespite500 ? 'error-after-storing' : 'error');
  }

  /** The fault of the next request that only asks. */
  forQuery(channel: FaultChannel): Fault {
    const roll = this.roll(channel);
    if (roll === null) return 'none';
    if (roll < this.plan.status429) return this.inject('too-many');
    return roll < this.plan.status429 + this.plan.status500 ? this.inject('error') : 'none';
  }

  async delay(channel: FaultChannel): Promise<void> {
    if (this.plan.slowMs > 0 && this.plan.channels.includes(channel)) await sleep(this.plan.slowMs);
  }

  private roll(channel: FaultChannel): number | null {
    const { dropAnswers, status429, status500, channels, seed } = this.plan;
    if (dropAnswers + status429 + status500 === 0 || !channels.includes(channel)) return null;
    const digest = createHash('sha256').update(`${seed}|${this.asked++}`).digest();
    return digest.readUInt32BE(0) / 2 ** 32;
  }

  private inject(fault: Exclude<Fault, 'none'>): Fault {
    this.injected[fault]++;
    return fault;
  }
}

function noFaults(): Injected {
  return { drop: 0, 'too-many': 0, error: 0, 'error-after-storing': 0 };
}
