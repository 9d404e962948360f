import { join } from 'node:path';
import { PlainError } from '#contracts';
import {
  audienceOf,
  type BehaviourModel,
  type Campaign,
  type CampaignFault,
  CompiledCalendar,
  type CompiledPolicy,
  compileCampaign,
  compilePolicy,
  ContactAuditor,
  campaignCalendar,
  formatFault,
  InvalidPolicyError,
  isInPilot,
  packsOf,
  parseBehaviour,
  parseCampaign,
  parsePriceList,
  pilotShare,
  type PolicyPack,
  type PriceList,
  RecordedContacts,
  simulate,
  SimulationFigures,
  type SimulationReport,
} from '#domain';
import { readCampaignSurroundings, readPolicyPacks } from '#persistence';
import {
  type CasesFile,
  isHistory,
  readCases,
  type ReadCases,
  readRecorded,
  type Recorded,
  readText,
} from './read-cases.js';
import { WrittenTexts } from './written-texts.js';

export interface SimulationRequest {
  readonly campaignFile: string;
  /** Files of cases; null for the demo's own of the campaign's country. */
  readonly cases: readonly CasesFile[] | null;
  readonly demoCases: Readonly<Record<string, readonly CasesFile[]>>;
  readonly creditorsFile: string;
  readonly behaviourFile: string;
  /** A model of behaviour for what a history does not tell. */
  readonly usualBehaviour: string;
  readonly pricesFile: string;
  readonly days: number;
  readonly seed: string;
  /** First day, of the campaign's zone, as an epoch day; null for today. */
  readonly firstDay: number | null;
}

export interface SimulationOutcome {
  readonly report: SimulationReport;
  /** Files of cases that it ran over. */
  readonly files: readonly CasesFile[];
  /** How every case's latest promise was taken to stand, where the campaign asks for that; null where it does not. */
  readonly promiseTaken: string | null;
  /**
   * Whether a pilot that may stop by itself was taken not to: persons are simulated one after another, so that no day tells
   * what all of them have done by then. A history has the pauses that there were.
   */
  readonly pilotGoesOn: boolean;
  /** Whether a lead is asked about some hand-off. */
  readonly asksForApproval: boolean;
  readonly read: ReadCases;
}

/** A campaign with all that is wrong with it. */
export class CampaignFaultyError extends PlainError {}

/** What simulations of several campaigns share. */
export interface Ground {
  readonly calendar: CompiledCalendar;
  readonly packs: readonly PolicyPack[];
  readonly texts: WrittenTexts;
  readonly project: string;
}

export async function prepareGround(project: string): Promise<Ground> {
  const [packs, texts] = await Promise.all([
    readPolicyPacks(join(project, 'campaigns', 'policies')),
    WrittenTexts.under(project),
  ]);
  return { calendar: new CompiledCalendar(), packs, texts, project };
}

/** Reads everything, runs it, adds it up. */
export async function runSimulation(ground: Ground, request: SimulationRequest): Promise<SimulationOutcome> {
  const campaign = await readCampaign(request.campaignFile, ground.project);
  const recorded = await readHistories(request, campaign);
  const [behaviour, prices] = await Promise.all([
    read(recorded.lived === null ? request.behaviourFile : request.usualBehaviour, (text, file) => {
      const parsed = parseBehaviour(text, file);
      return 'faults' in parsed ? parsed : { value: parsed.model };
    }),
    read(request.pricesFile, parsePriceList),
  ]);
  const { calendar, packs: policyPacks } = ground;
  const { given, lived } = recorded;
  const day = request.firstDay ?? campaignCalendar.localDay(Date.now(), campaign.zone);
  const from = given?.head.from ?? campaignCalendar.instantAt(day, 0, campaign.zone);
  const files =
    request.cases ??
    (lived && [{ file: request.behaviourFile }]) ??
    request.demoCases[campaign.country] ??
    [];
  const surroundings = { campaign, calendar, policyPacks, at: from };
  const taken =
    given === null
      ? await readCases(files, request.creditorsFile, surroundings)
      : { cases: given.cases, refusedRows: 0, standIns: [], capacity: null };
  const promiseTaken = given === null ? (campaign.audience.promise?.[0] ?? null) : null;
  return {
    files,
    promiseTaken,
    pilotGoesOn: lived === null && campaign.pilot?.stop !== undefined,
    asksForApproval: campaign.steps.some((step) => step.type === 'hand-off' && step.approval),
    read: taken,
    report: report(ground, campaign, behaviour, prices, { ...request, from, lived }, taken),
  };
}

/** What is recorded of the cases, and what is to be lived through again; null where files say otherwise. */
async function readHistories(
  { cases, behaviourFile }: SimulationRequest,
  campaign: Campaign,
): Promise<{ given: Recorded | null; lived: Recorded | null }> {
  const lived = (await isHistory(behaviourFile)) ? await readRecorded(behaviourFile, campaign) : null;
  const [file] = cases ?? [];
  if (file === undefined || (lived !== null && file.file === behaviourFile)) return { given: lived, lived };
  const given = (await isHistory(file.file)) ? await readRecorded(file.file, campaign) : null;
  if (given === null && lived !== null)
    throw new PlainError(`${behaviourFile} is a history: its own cases go with it; leave --cases out.`);
  return { given, lived };
}

/** When the recorded pause ends that an instant lies in. */
function pausedUntil({ pauses }: Recorded['head']): (now: number) => number | null {
  return (now) => {
    const pause = pauses.find(({ from, until }) => from <= now && (until === null || now < until));
    return pause === undefined ? null : (pause.until ?? Infinity);
  };
}

function report(
  { calendar, packs, texts }: Ground,
  campaign: Campaign,
  behaviour: BehaviourModel,
  prices: PriceList,
  { from, days, seed, lived }: SimulationRequest & { from: number; lived: Recorded | null },
  { cases, capacity }: ReadCases,
): SimulationReport {
  const compiled = compileCampaign(campaign, campaignCalendar);
  const last = compiled.calendar.localDay(from, campaign.zone) + days;
  const until = lived?.head.until ?? compiled.calendar.instantAt(last, 0, campaign.zone);
  const policyOf = policies(packs, calendar);
  const auditor = new ContactAuditor(calendar, policyOf);
  const figures = new SimulationFigures({
    campaign: compiled,
    from,
    until,
    prices,
    segmentsOf: (family, language) => texts.segmentsOf(family, language),
    auditor,
    ...(lived !== null && { recorded: new RecordedContacts(lived.persons) }),
  });
  simulate(
    {
      campaign: compiled,
      belongs: audienceOf(campaign),
      isOpenTo: (person, day) => isInPilot(campaign.key, pilotShare(campaign.pilot, day), person),
      policyOf,
      calendar,
      behaviour,
      seed,
      from,
      until,
      isWritten: (family, language, channel) => texts.isWritten(family, language, channel),
      watcher: figures,
      ...(lived !== null && { history: lived.persons, pausedUntil: pausedUntil(lived.head) }),
    },
    cases,
  );
  const { key, name, version, steps } = campaign;
  const about = {
    campaign: { key, name, version, steps: steps.length },
    seed,
    behaviour: lived === null ? behaviour.name : `as recorded under ${lived.head.campaign}`,
  };
  return figures.report(about, cases, capacity);
}

/** Compiled once for each set of packs. */
function policies(
  packs: readonly PolicyPack[],
  calendar: CompiledCalendar,
): (ids: readonly string[]) => CompiledPolicy {
  const bySet = new Map<string, CompiledPolicy>();
  const byList = new WeakMap<readonly string[], CompiledPolicy>();
  return (ids) => {
    const at = byList.get(ids);
    if (at !== undefined) return at;
    const key = [...new Set(ids)].sort().join(',');
    const policy = bySet.get(key) ?? whole(ids, packs, calendar);
    bySet.set(key, policy);
    byList.set(ids, policy);
    return policy;
  };
}

function whole(
  ids: readonly string[],
  packs: readonly PolicyPack[],
  calendar: CompiledCalendar,
): CompiledPolicy {
  const found = packsOf(ids, packs);
  if (found.unknown.length > 0) throw new PlainError(`There is no policy pack ${found.unknown.join(', ')}.`);
  try {
    return compilePolicy(found.packs, { calendar });
  } catch (error) {
    if (error instanceof InvalidPolicyError) throw new PlainError(`${ids.join(' and ')}: ${error.message}`);
    throw error;
  }
}

async function readCampaign(file: string, project: string): Promise<Campaign> {
  const parsed = parseCampaign(await readText(file), file, await readCampaignSurroundings(project));
  if ('faults' in parsed) throw new CampaignFaultyError(parsed.faults.map(formatFault).join('\n'));
  return parsed.campaign;
}

async function read<Value>(
  file: string,
  parse: (
    text: string,
    file: string,
  ) => { readonly value: Value } | { readonly faults: readonly CampaignFault[] },
): Promise<Value> {
  const parsed = parse(await readText(file), file);
  if ('faults' in parsed) throw new PlainError(parsed.faults.map(formatFault).join('\n'));
  return parsed.value;
}
