import type { CadenceCalendar } from './cadence-calendar.js';
import type { Campaign } from './campaign.schema.js';
import { allGoals, type Goal } from './goals.js';
import { askForCounts, type CaseCondition, type CaseTest, compileCondition } from './case-condition.js';
import type { Reentry } from './reentry.js';
import { minuteOfDay } from './schema-parts.js';
import { laterStage, stageOfDpd, type Stage } from './stage.js';
import type { StepBase, StepBehaviour } from './step-type.js';
import { stepTypeOf } from './steps/registry.js';

export interface CompiledStep extends StepBehaviour {
  readonly key: string;
  readonly position: number;
  /** Its moment on the case's time axis; null for steps due as they are reached or after a span. */
  readonly moment: { readonly dpd: number; readonly minute: number } | null;
  /** The stage in which it belongs: that of its moment, or a later one that an earlier step has raised. */
  readonly stage: Stage;
  /** Position that a case passes on to when nothing branches. */
  readonly usualNext: number;
}

/** A campaign made ready to run, with every name resolved. Immutable; one serves all its enrolments. */
export interface CompiledCampaign {
  readonly key: string;
  readonly version: number;
  readonly country: string;
  readonly zone: string;
  readonly goals: readonly Goal[];
  readonly catchUpDays: number;
  /** Share of the debtors who are enrolled and never contacted; 0 for none. */
  readonly holdOut: number;
  /** What must go on holding of a case; it leaves when it does not. */
  readonly staysWhile: CaseTest | null;
  readonly reentry: Reentry;
  /** Whether some condition asks for what only a look into a case's past tells, or some step waits for such a date. */
  readonly asksForPast: boolean;
  /** As {@link sharesMessages} says. */
  readonly sharesMessages: boolean;
  readonly steps: readonly CompiledStep[];
  readonly positions: ReadonlyMap<string, number>;
  /** Where a case goes for which every step has passed; null ends it. */
  readonly beyond: number | null;
  readonly calendar: CadenceCalendar;
}

/**
 * Compiles a campaign that `parseCampaign` accepted; throws on a step that it does not define and on a country
 * whose holidays the calendar does not know, so that such a campaign fails before anything is sent.
 */
export function compileCampaign(campaign: Campaign, calendar: CadenceCalendar): CompiledCampaign {
  if (!calendar.knowsCountry(campaign.country)) {
    throw new Error(`The calendar knows no country "${campaign.country}"`);
  }
  const positions = new Map(campaign.steps.map((step, position) => [step.key, position]));
  const positionOf = (key: string): number => {
    const position = positions.get(key);
    if (position === undefined) throw new Error(`Campaign "${campaign.key}" has no step "${key}"`);
    return position;
  };
  const staying = stayingCondition(campaign);
  let stage: Stage = 'pre_due';
  const steps = campaign.steps.map((step: StepBase, position): CompiledStep => {
    const type = stepTypeOf(step);
    const moment = type.moment(step);
    const usualKey = type.usualNext(step);
    if (moment !== undefined) stage = laterStage(stage, stageOfDpd(moment.dpd));
    const own = stage;
    stage = laterStage(stage, type.raisesStage(step) ?? stage);
    const behaviour = type.compile(step, {
      campaign: campaign.key,
      country: campaign.country,
      calendar,
      following: step.next === undefined ? position + 1 : positionOf(step.next),
      positionOf,
    });
    return Object.freeze({
      ...behaviour,
      key: step.key,
      position,
      moment: moment === undefined ? null : { dpd: moment.dpd, minute: minuteOfDay(moment.time) },
      stage: own,
      usualNext: usualKey === undefined ? position + 1 : positionOf(usualKey),
    });
  });
  return Object.freeze({
    key: campaign.key,
    version: campaign.version,
    country: campaign.country,
    zone: campaign.zone,
    goals: allGoals(campaign),
    catchUpDays: campaign.catchUpDays,
    holdOut: campaign.holdOut ?? 0,
    staysWhile: staying === undefined ? null : compileCondition(staying),
    reentry: campaign.reentry,
    asksForPast:
      askForCounts([
        staying,
        ...campaign.steps.flatMap((step: StepBase) => stepTypeOf(step).conditions(step)),
      ]) || campaign.steps.some((step: StepBase) => stepTypeOf(step).readsDates(step)),
    sharesMessages: sharesMessages(campaign),
    steps,
    positions,
    beyond: campaign.lateEntry.beyond === undefined ? null : positionOf(campaign.lateEntry.beyond),
    calendar,
  });
}

/** Whether some step's message may cover several cases of a debtor. */
export function sharesMessages({ steps }: Pick<Campaign, 'steps'>): boolean {
  return steps.some((step) => 'together' in step && step.together !== undefined);
}

function stayingCondition({ staysWhile, audience }: Campaign): CaseCondition | undefined {
  if (staysWhile !== 'audience') return staysWhile;
  const { currency: _never, ...condition } = audience;
  return condition;
}
