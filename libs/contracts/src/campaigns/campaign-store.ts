import type { AudienceFacts, Campaign, CaseFacts, PilotCounts } from '#domain';

/** A case that a campaign may take in. */
export interface CandidateCase {
  caseId: string;
  personId: string;
  shard: number;
  /** Which entry of the case into the campaign it would be, from 1. */
  entry: number;
  /** All that the audience's conditions look at but what depends on the clock. */
  facts: Omit<AudienceFacts, 'dpd' | 'now'>;
  dueDate: string;
  zone: string;
  /** What else tells when it would be contacted; where it was asked for. */
  outlook?: Pick<CaseFacts, 'outreachParked' | 'parkedUntil' | 'underAgreement' | 'dates'>;
}

/** Which open cases may enter a campaign. */
export interface CandidateQuery {
  campaignId: string;
  /** In id order after this one. */
  after: string | null;
  limit: number;
  /** Those alone, when given. */
  caseIds?: string[] | undefined;
  /** Whether what happened about them so far is wanted. */
  history: boolean;
  /**
   * Business instant (epoch ms) as of which it is wanted what keeps them from being contacted, and, with the history, for
   * which dates they may wait; absent: none of it.
   */
  outlookAt?: number | undefined;
  /** Also those that left it before this instant (epoch ms), and entered it again at most so often; null: none. */
  again: { endedBefore: number; atMost: number } | null;
}

export interface PublishedVersion {
  /** When the campaign was launched first; business time, epoch ms. */
  launchedAt: number;
  campaignId: string;
  versionId: string;
  number: number;
  /** False when exactly this text was published before. */
  isNew: boolean;
}

export interface LiveCampaign {
  campaignId: string;
  versionId: string;
  source: string;
  /** When the campaign was launched first; business time, epoch ms. */
  launchedAt: number;
  paused: boolean;
}

/** How the cases of a campaign stand. */
export interface CampaignStanding {
  campaignId: string;
  launchedAt: number;
  /** Of the version that takes new cases in. */
  number: number;
  source: string;
  steps: {
    /** The step that comes next; null where none was entered yet. */
    step: string | null;
    cases: number;
    /** Those that rest: held, or with an agent. */
    parked: number;
    /** Those among the others that are due before the instant asked for. */
    dueSoon: number;
  }[];
}

/** Where campaigns, their versions and who travels through them are kept. */
export abstract class CampaignStore {
  /**
   * Stores the text as the campaign's next version, or finds it; the version takes new cases in from now on. Who did
   * so is kept with it. `at` is business time.
   */
  abstract publish(
    campaign: Campaign,
    source: string,
    launch: { at: number; by: string },
  ): Promise<PublishedVersion>;
  /** Where the cases under way stand; null when there is no such campaign. dueBefore is business time. */
  abstract standing(key: string, dueBefore: number): Promise<CampaignStanding | null>;
  /**
   * Moves cases under way to a version, those whose next step it has; the others stay in theirs. Returns how many.
   */
  abstract follow(campaignId: string, versionId: string, stepKeys: readonly string[]): Promise<number>;
  /** What has come of a campaign so far. */
  abstract pilotCounts(campaignId: string): Promise<PilotCounts>;
  /**
   * Pauses a campaign that runs, and keeps why; false when it is paused, or once was by the same: who let it go on then
   * has decided. at is business time.
   */
  abstract pauseOnce(
    campaignId: string,
    reason: { by: string; detail: Record<string, unknown>; at: number },
  ): Promise<boolean>;
  /** Campaigns that take new cases in. */
  abstract live(): Promise<LiveCampaign[]>;
  /** Open cases that never were in the campaign, or may enter it again. */
  abstract candidates(query: CandidateQuery): Promise<CandidateCase[]>;
  /** All open cases of these persons. */
  abstract openCasesOf(personIds: readonly string[]): Promise<string[]>;
  /** Enrols cases, due at once; one that is enrolled already stays as it is. Returns how many are new. */
  abstract enrol(campaignId: string, versionId: string, cases: CandidateCase[], now: number): Promise<number>;
}
