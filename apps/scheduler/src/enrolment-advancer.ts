import { Inject, Injectable, Logger, Optional } from '@nestjs/common';
import { CampaignUnreadableError, enrolCases } from '#casework';
import { BusinessClock, CampaignStore, MessageWatch, type PlannedLeg, stopwatch } from '#contracts';
import { advance, type CompiledCampaign } from '#domain';
import {
  besideEntering,
  cancelDeferred,
  claimDueEnrolments,
  type DueEnrolment,
  endPauses,
  HotDatabase,
  foldWakeUps,
  holdPaused,
  lapseHandOffs,
  planMessages,
  type PlannedMessage,
  postponeEnrolments,
  type Queryable,
  readPast,
  releaseDeferred,
  requestEscalations,
  requestHandOffs,
  requestNotices,
  storeAdvances,
  storeStages,
  withdrawHandOffs,
} from '#persistence';
import { type AdvanceOutcome, collect, emptyOutcome } from './advance-outcome.js';
import { CampaignLibrary, VersionNotReadError } from './campaign-library.js';
import { type CampaignLeg, FairQueue } from './fair-queue.js';
import { shareMessages } from './shared-messages.js';

/** Enrolments of one shard that one transaction takes; 64 shards make at most 1,024. */
const PER_SHARD = 16;
const WAKE_UPS_AT_ONCE = 2_000;
const RELEASES_AT_ONCE = 2_000;
/** How long an enrolment waits whose campaign cannot be run, in business time. */
const RETRY_AFTER_MS = 3_600_000;
/** How long a message that may cover several cases waits for those that are entering, in business time. */
const ENTERING_MS = 1_000;

/** Claims what is due, asks the cadence engine what comes next, and writes it: one transaction a batch. */
@Injectable()
export class EnrolmentAdvancer {
  private readonly logger = new Logger('scheduler');
  /** Versions that were complained about, so that the log says it once. */
  private readonly complained = new Set<string>();

  constructor(
    @Inject(HotDatabase) private readonly db: HotDatabase,
    @Inject(FairQueue) private readonly queue: FairQueue,
    @Inject(CampaignLibrary) private readonly campaigns: CampaignLibrary,
    @Inject(CampaignStore) private readonly store: CampaignStore,
    @Inject(BusinessClock) private readonly clock: BusinessClock,
    @Optional() @Inject(MessageWatch) private readonly watch: MessageWatch = new MessageWatch(),
  ) {}

  /** Advances one batch of due enrolments. Returns how many there were. */
  async advanceDue(perShard = PER_SHARD): Promise<number> {
    const elapsed = stopwatch();
    const { claimed, planned } = await this.db.transactionNow(async (tx, now) => {
      const claimed = await claimDueEnrolments(tx, now, perShard);
      const due = await this.withPast(tx, await this.withoutEarly(tx, now, claimed));
      const outcome = emptyOutcome();
      for (const enrolment of due) await this.advanceOne(outcome, enrolment, now);
      await shareMessages(tx, now, outcome);
      const fresh = await planMessages(tx, now, outcome.messages);
      await cancelDeferred(tx, outcome.overtaken);
      await lapseHandOffs(tx, now, outcome.lapsed);
      await requestEscalations(tx, now, outcome.escalations);
      await requestHandOffs(tx, now, outcome.handOffs);
      await requestNotices(tx, now, outcome.notices);
      await storeStages(
        tx,
        outcome.stages.map((s) => s.caseId),
        outcome.stages.map((s) => s.stage),
      );
      await storeAdvances(tx, now, outcome.enrolments);
      await withdrawHandOffs(
        tx,
        now,
        outcome.enrolments.flatMap(({ id, status }) => (status === 'ended' ? [id] : [])),
      );
      await postponeEnrolments(tx, now + RETRY_AFTER_MS, outcome.stuck);
      return { claimed: claimed.length, planned: outcome.messages.filter(({ id }) => fresh.has(id)) };
    });
    // After the commit: should this wake-up be lost, the flights' leases run out and the reconciler renders them.
    await this.queue.render(planned.map(campaignLeg));
    this.watch.planned(planned.map(plannedLeg), elapsed());
    return claimed;
  }

  /** Puts off for a moment what would be said of one case while the debtor's others are still entering beside it. */
  private async withoutEarly(tx: Queryable, now: number, due: DueEnrolment[]): Promise<DueEnrolment[]> {
    const sharing = await this.versionsThat(due, ({ sharesMessages }) => sharesMessages);
    if (sharing.size === 0) return due;
    const ready = due.filter(({ versionId, state }) => sharing.has(versionId) && state.stepKey !== null);
    const early = await besideEntering(tx, now, idsOf(ready), idsOf(due));
    await postponeEnrolments(tx, now + ENTERING_MS, [...early]);
    return due.filter(({ id }) => !early.has(id));
  }

  /** Reads more of the cases whose campaigns ask for it; most ask for none, and it costs them nothing. */
  private async withPast(tx: Queryable, due: DueEnrolment[]): Promise<DueEnrolment[]> {
    const asking = await this.versionsThat(due, ({ asksForPast }) => asksForPast);
    if (asking.size === 0) return due;
    const past = await readPast(tx, idsOf(due.filter(({ versionId }) => asking.has(versionId))));
    return due.map((each) => {
      const found = past.get(each.id);
      return found === undefined ? each : { ...each, facts: { ...each.facts, ...found } };
    });
  }

  private async versionsThat(
    due: readonly DueEnrolment[],
    are: (campaign: CompiledCampaign) => boolean,
  ): Promise<Set<string>> {
    const found = new Set<string>();
    for (const versionId of new Set(due.map((each) => each.versionId)))
      if (await this.isVersion(versionId, are)) found.add(versionId);
    return found;
  }

  private async isVersion(
    versionId: string,
    such: (campaign: CompiledCampaign) => boolean,
  ): Promise<boolean> {
    try {
      return such(await this.campaigns.get(versionId));
    } catch (error) {
      if (error instanceof VersionNotReadError) throw error;
      // It cannot be run, which is complained about when its cases are advanced.
      return false;
    }
  }

  /** One campaign that cannot be run must not keep the others' cases waiting: its own wait, and are tried again. */
  private async advanceOne(outcome: AdvanceOutcome, due: DueEnrolment, now: number): Promise<void> {
    try {
      const campaign = await this.campaigns.get(due.versionId);
      collect(outcome, due, advance(campaign, due.state, due.facts, now), now);
    } catch (error) {
      // That its version could not be read from the database says nothing about the campaign.
      if (error instanceof VersionNotReadError) throw error;
      outcome.stuck.push(due.id);
      this.complain(due.versionId, error as Error);
    }
  }

  private complain(versionId: string, error: Error): void {
    if (this.complained.has(versionId)) return;
    this.complained.add(versionId);
    this.logger.error(`campaign version ${versionId} cannot be run; its cases wait`, error);
  }

  /** Folds case events into due times, and takes cases that are new or changed into live campaigns. Returns how many events there were. */
  foldWakeUps(): Promise<number> {
    return this.db.transactionNow(async (tx, now) => {
      const { count, enterableIds } = await foldWakeUps(tx, now, WAKE_UPS_AT_ONCE);
      // Before the commit: should enrolling fail, the wake-ups stay and it is tried again; enrolling twice is once.
      if (enterableIds.length > 0) await this.enrol(enterableIds);
      return count;
    });
  }

  private async enrol(caseIds: string[]): Promise<void> {
    const now = await this.clock.refresh();
    for (const campaign of await this.store.live()) {
      try {
        await enrolCases(this.store, campaign, now, caseIds);
      } catch (error) {
        if (!(error instanceof CampaignUnreadableError)) throw error;
        this.complain(campaign.versionId, error);
      }
    }
  }

  /** Has messages written, and so sent, whose permitted moment has come. Returns how many. */
  async releaseDeferred(): Promise<number> {
    const released = await this.db.transactionNow(async (tx, now) => {
      await holdPaused(tx, now);
      await endPauses(tx, now, RELEASES_AT_ONCE);
      return releaseDeferred(tx, now, RELEASES_AT_ONCE);
    });
    await this.queue.render(released);
    return released.length;
  }
}

function idsOf(enrolments: readonly DueEnrolment[]): string[] {
  return enrolments.map(({ id }) => id);
}

function campaignLeg({ shard, id, campaignId }: PlannedMessage): CampaignLeg {
  return { shard, message_id: id, leg_no: 1, campaign_id: campaignId };
}

function plannedLeg({ id, channels, caseId, enrolmentId }: PlannedMessage): PlannedLeg {
  return { messageId: id, channel: channels[0] ?? 'none', caseId, enrolmentId };
}
