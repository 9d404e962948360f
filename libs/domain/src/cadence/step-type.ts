import { z } from 'zod';
import type { CadenceCalendar } from './cadence-calendar.js';
import type { CaseCondition } from './case-condition.js';
import type { CaseFacts } from './case-facts.js';
import type { EscalateEffect, HandOffEffect, LapseEffect, PassingEffect, SendEffect } from './effects.js';
import type { AwaitedEvent } from './enrolment-state.js';
import { keySchema, type Moment } from './schema-parts.js';
import type { MessageJudge } from './message-judge.js';
import type { Stage } from './stage.js';

/** What every step has. */
export const stepBase = {
  key: keySchema.describe('Name of the step, unique in the campaign and never reused.'),
};

/** For steps that may lead elsewhere than to the one written below them. */
export const nextStep = {
  next: keySchema.optional().describe('Step that follows; the one written below when absent.'),
};

export interface StepBase {
  readonly type: string;
  readonly key: string;
  readonly next?: string | undefined;
}

export type FaultPath = readonly (string | number)[];

/** A fault of meaning inside one step; the path starts at the step. */
export interface StepFault {
  readonly path: FaultPath;
  readonly message: string;
}

/** A step that another one may lead to. */
export interface StepTarget {
  readonly path: FaultPath;
  readonly key: string;
}

/**
 * What a template family speaks of, and so who may send it: a `case`, any step of a campaign; several `cases`, a step that
 * shares its message (`together`); the `invoices` of a case, a campaign for businesses; an `event` such as a payment or a
 * broken promise, no campaign: Dunlin does when it happens.
 */
export const familySubjects = ['case', 'cases', 'invoices', 'event'] as const;
export type FamilySubject = (typeof familySubjects)[number];

/** What a campaign asks of a template family. */
export interface FamilyTraits {
  readonly about: FamilySubject;
  /** The stages that its words are true of; with none, of any. */
  readonly stages: readonly Stage[];
  /** The channels that it is written for. */
  readonly channels: readonly string[];
}

/** What exists around a campaign; an absent set is not checked. */
export interface KnownThings {
  readonly channels: ReadonlySet<string>;
  readonly templateFamilies?: ReadonlyMap<string, FamilyTraits> | undefined;
  readonly policyPacks?: ReadonlySet<string> | undefined;
  /** Keys of the destinations that cases are handed to. */
  readonly handOffs?: ReadonlySet<string> | undefined;
  /** Those among them that letters to debtors are printed for, with the kinds of letters that they name. */
  readonly letterHandOffs?: ReadonlyMap<string, readonly string[]> | undefined;
  /** Kinds of letters that there are words for. */
  readonly letters?: ReadonlySet<string> | undefined;
  readonly judgeMessage?: MessageJudge | undefined;
}

/** How a step finds the positions of others once the campaign is compiled. */
export interface Flow {
  /** Key of the campaign. */
  readonly campaign: string;
  readonly country: string;
  readonly calendar: CadenceCalendar;
  /** Position of the step written, or named, as the one that follows. */
  readonly following: number;
  positionOf(key: string): number;
}

/** One moment of one case, as steps see it: the same for every step that one advance looks at. */
export interface CaseMoment {
  readonly now: number;
  /** The debtor's zone, or the campaign's where that is not known. */
  readonly zone: string;
  /** Local day of `now`, and of the due date. */
  readonly today: number;
  readonly dueDay: number;
  readonly dpd: number;
  /** The recorded stage, or the one that the age of the debt implies when that is later. */
  readonly stage: Stage;
  readonly facts: CaseFacts;
  readonly occurrence: number;
}

export type StepOutcome =
  | { readonly does: 'pass'; readonly to: number; readonly effect?: PassingEffect }
  | {
      readonly does: 'send';
      readonly to: number;
      readonly effect: SendEffect;
    }
  | { readonly does: 'await'; readonly event: AwaitedEvent; readonly timeoutAt: number }
  | {
      readonly does: 'park';
      readonly to: number;
      readonly effect: EscalateEffect;
      readonly reviewAt: number;
      /** What an agent gets the case for, if that has lapsed. */
      readonly lapse?: LapseEffect;
    }
  /** A person is asked, and the case stays at this step until they have said, or the time is over. */
  | { readonly does: 'ask'; readonly effect: HandOffEffect; readonly reviewAt: number }
  | { readonly does: 'end'; readonly reason: string };

/** A step ready to run. Pure: it reads the moment and nothing else. */
export interface StepBehaviour {
  /**
   * When it is due (epoch ms), by when it became the next step; absent for steps due as soon as they are reached or
   * at their moment.
   */
  dueAt?(moment: CaseMoment, enteredAt: number): number;
  /** Where a case passes on to that has nothing special about it, where that is drawn; else it is the same for all. */
  usualWay?(facts: CaseFacts): number;
  /** Whether its message may cover several cases of a debtor. */
  readonly sharesMessage?: boolean;
  /** Called once it is due; `dueSince` is when that was, or when it was reached if that was later. */
  run(moment: CaseMoment, dueSince: number): StepOutcome;
}

interface StepSpec<S extends StepBase, Schema> {
  readonly schema: Schema;
  /** Moment on the case's time axis, for steps that have one. */
  moment?(step: S): Moment | undefined;
  targets?(step: S): readonly StepTarget[];
  /** Whether it can lead to the step below it when it names no `next`. */
  fallsThrough(step: S): boolean;
  /** Key of the step that follows when nothing special happens, if one is named. */
  usualNext?(step: S): string | undefined;
  /** Stage of the case once the step was done. */
  raisesStage?(step: S): Stage | undefined;
  /** What it asks of a case. */
  conditions?(step: S): readonly CaseCondition[];
  /** Whether it waits for a date that the case itself does not have at hand. */
  readsDates?(step: S): boolean;
  faults?(step: S, known: KnownThings): readonly StepFault[];
  compile(step: S, flow: Flow): StepBehaviour;
}

/** A kind of step, with its types erased so that all kinds stand in one registry. */
export interface StepType<Schema extends z.ZodObject = z.ZodObject> {
  readonly type: string;
  readonly schema: Schema;
  moment(step: StepBase): Moment | undefined;
  targets(step: StepBase): readonly StepTarget[];
  fallsThrough(step: StepBase): boolean;
  usualNext(step: StepBase): string | undefined;
  raisesStage(step: StepBase): Stage | undefined;
  conditions(step: StepBase): readonly CaseCondition[];
  readsDates(step: StepBase): boolean;
  faults(step: StepBase, known: KnownThings): readonly StepFault[];
  compile(step: StepBase, flow: Flow): StepBehaviour;
}

/**
 * Declares a kind of step. The registry hands a step only to the type whose schema accepted it, which is what
 * makes the one cast below sound.
 */
export function defineStep<Schema extends z.ZodObject<{ type: z.ZodLiteral<string>; key: z.ZodString }>>(
  spec: StepSpec<z.infer<Schema> & StepBase, Schema>,
): StepType<Schema> {
  type Own = z.infer<Schema> & StepBase;
  const own = (step: StepBase): Own => step as Own;
  return {
    type: spec.schema.shape.type.value,
    schema: spec.schema,
    moment: (step) => spec.moment?.(own(step)),
    targets: (step) => [
      ...(step.next === undefined ? [] : [{ path: ['next'], key: step.next }]),
      ...(spec.targets?.(own(step)) ?? []),
    ],
    fallsThrough: (step) => step.next === undefined && spec.fallsThrough(own(step)),
    usualNext: (step) => step.next ?? spec.usualNext?.(own(step)),
    raisesStage: (step) => spec.raisesStage?.(own(step)),
    conditions: (step) => spec.conditions?.(own(step)) ?? [],
    readsDates: (step) => spec.readsDates?.(own(step)) ?? false,
    faults: (step, known) => spec.faults?.(own(step), known) ?? [],
    compile: (step, flow) => spec.compile(own(step), flow),
  };
}
