import { createHash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { SANDBOX_OPTIONS, type SandboxOptions } from '../sandbox.options.js';

/**
 * Seeded chance without a state: the same seed and question always give the same answer, whatever was asked
 * before and in whatever order things arrived.
 */
@Injectable()
export class Dice {
  constructor(@Inject(SANDBOX_OPTIONS) private readonly options: Pick<SandboxOptions, 'seed'>) {}

  /** A number in [0, 1) that belongs to the question. */
  roll(question: string): number {
    const digest = createHash('sha256').update(`${this.options.seed}|${question}`).digest();
    return digest.readUInt32BE(0) / 2 ** 32;
  }

  chance(question: string, share: number): boolean {
    return share > 0 && this.roll(question) < share;
  }

  between(question: string, low: number, high: number): number {
    return Math.round(low + this.roll(question) * (high - low));
  }
}
