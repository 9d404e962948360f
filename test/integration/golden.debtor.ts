import { DateTime } from 'luxon';
import {
  agreePlan,
  cease,
  dispute,
  liftHold,
  optOut,
  placeHold,
  promiseToPay,
  recordPayments,
  reportDeceased,
  reportHardship,
  reportInsolvency,
  represented,
  requestLink,
  resolveEscalation,
  claimEscalation,
  wrongParty,
} from '#casework';
import type { Found, GoldenWorld } from './golden.world.js';

const ACT = { channel: 'portal' } as const;

/** Somebody who owes something, with what they can do and what they find on their phone and in their mailbox. */
export class Debtor {
  private payments = 0;

  constructor(
    private readonly world: GoldenWorld,
    readonly ref: string,
    private readonly creditor: string,
    private readonly zone: string,
    readonly phone: string,
  ) {}

  private get desk() {
    return this.world.casework.desk;
  }

  private async command() {
    return { caseId: await this.id(), actor: 'debtor', act: ACT };
  }

  id(): Promise<string> {
    return this.world.casework.idOf('cases', this.ref);
  }

  /** Time passes until then, by the debtor's clock: `2026-01-20 12:00`. */
  async until(local: string): Promise<this> {
    await this.world.until(this.instant(local));
    return this;
  }

  instant(local: string): number {
    const time = DateTime.fromSQL(local, { zone: this.zone });
    if (!time.isValid) throw new Error(`no time: ${local}`);
    return time.toMillis();
  }

  // What they do, or what becomes known of them. What follows at once has happened when it is done.

  async pays(amount: number): Promise<void> {
    const { casework } = this.world;
    const creditorId = await casework.idOf('creditors', this.creditor);
    const paidOn = DateTime.fromMillis(casework.clock.now(), { zone: this.zone }).toISODate() ?? '';
    this.payments += 1;
    const [of] = await casework.rows<{ currency: string }>('SELECT currency FROM cases WHERE ref = $1', [
      this.ref,
    ]);
    const payment = {
      reference: `${this.ref} ${this.payments}`,
      caseRef: this.ref,
      amountMinor: amount * 100,
      currency: of?.currency ?? '',
      paidOn,
    };
    const source = { creditorId, source: 'webhook' as const, actor: 'debtor' };
    await recordPayments(this.desk, { ...source, payments: [payment] });
    await this.world.settle();
  }

  /** All that is owed, or so much of it; answers `taken`, or why not. */
  async promises(by: string, amount?: number): Promise<string> {
    const now = this.world.casework.clock.now();
    const said = await promiseToPay(this.desk, {
      caseId: await this.id(),
      amount: amount === undefined ? 'balance' : amount * 100,
      by,
      source: 'portal',
      now,
    });
    await this.world.settle();
    return said.outcome === 'promised' ? 'taken' : said.reason;
  }

  /** A plan of instalments of so much each on those days. */
  async agreesTo(amount: number, ...days: string[]): Promise<void> {
    const instalments = days.map((dueOn) => ({ dueOn, amountMinor: amount * 100 }));
    const plan = { caseId: await this.id(), ref: null, instalments, actor: 'api:crm' };
    const agreed = await agreePlan(this.desk, plan);
    if (agreed.kind !== 'ok') throw new Error(JSON.stringify(agreed));
    await this.world.settle();
  }

  async disputes(): Promise<void> {
    await dispute(this.desk, await this.command());
    await this.world.settle();
  }

  /** They ask, in a call, for the link to their case. */
  async asksForTheLink(): Promise<void> {
    const [point] = await this.world.casework.rows<{ id: string }>(
      `SELECT p.id FROM contact_points p JOIN cases c USING (debtor_id) WHERE c.ref = $1 AND p.value = $2`,
      [this.ref, this.phone],
    );
    if (point === undefined) throw new Error(`${this.ref} has no such number`);
    const asked = { caseId: await this.id(), contactPointId: point.id, origin: 'call:1', actor: 'debtor' };
    await requestLink(this.desk, asked);
    await this.world.settle();
  }

  async isInHardship(): Promise<void> {
    await reportHardship(this.desk, await this.command());
    await this.world.settle();
  }

  async saysStop(): Promise<void> {
    const found = this.latest('sms');
    await optOut(this.desk, { address: found, channel: 'sms', actor: 'debtor', confirm: true });
    await this.world.settle();
  }

  async isSomebodyElse(): Promise<void> {
    await wrongParty(this.desk, { address: this.latest('sms'), channel: 'sms', actor: 'stranger' });
    await this.world.settle();
  }

  async wantsNoContact(): Promise<void> {
    await cease(this.desk, await this.command());
    await this.world.settle();
  }

  async hasALawyer(): Promise<void> {
    await represented(this.desk, await this.command());
    await this.world.settle();
  }

  async hasDied(): Promise<void> {
    await reportDeceased(this.desk, { caseId: await this.id(), actor: 'agent:anna' });
    await this.world.settle();
  }

  async isInsolvent(): Promise<void> {
    await reportInsolvency(this.desk, { caseId: await this.id(), actor: 'agent:anna' });
    await this.world.settle();
  }

  async isHeld(reason: string, until: string | null, covers: 'case' | 'person' = 'case'): Promise<void> {
    const end = until === null ? null : this.instant(until);
    const hold = { caseId: await this.id(), reason, until: end, covers, actor: 'agent:anna' };
    await placeHold(this.desk, hold);
    await this.world.settle();
  }

  async isReleased(reason: string): Promise<void> {
    await liftHold(this.desk, { caseId: await this.id(), hold: { reason }, actor: 'agent:anna' });
    await this.world.settle();
  }

  /** Anna takes what lies before the agents and ends it; the case goes on. */
  async isAnswered(): Promise<void> {
    const [open] = await this.world.casework.rows<{ id: string }>(
      `SELECT e.id FROM escalations e JOIN cases c ON c.id = e.case_id WHERE c.ref = $1 AND e.status <> 'resolved'`,
      [this.ref],
    );
    if (open === undefined) throw new Error('nobody was asked');
    const work = { escalationId: open.id, agentRef: 'anna' };
    await claimEscalation(this.desk, work);
    const answered = await resolveEscalation(this.desk, { ...work, next: { then: 'resume' } });
    if (answered.kind !== 'ok') throw new Error(JSON.stringify(answered));
    await this.world.settle();
  }

  // What can be seen of it.

  /** What they found since that time, or ever: `Tue 13.01. 09:30 sms overdue`. */
  found(since = '1970-01-01'): string[] {
    return this.messages(since).map(
      ({ at, channel, family }) =>
        `${DateTime.fromMillis(at, { zone: this.zone }).setLocale('en').toFormat('ccc dd.MM. HH:mm')} ${channel} ${family}`,
    );
  }

  /** The words of the latest. */
  words(): string {
    return this.messages().at(-1)?.text ?? '';
  }

  messages(since = '1970-01-01'): Found[] {
    const from = this.instant(since);
    return this.world.found.filter(({ ref, at }) => ref === this.ref && at >= from);
  }

  /** What lies before the agents: queue and reason, open or done. */
  async agents(): Promise<string[]> {
    const rows = await this.world.casework.rows<{ queue: string; reason: string; day: string }>(
      `SELECT e.queue, e.reason, to_char(e.requested_at AT TIME ZONE $2, 'DD.MM.') AS day
       FROM escalations e JOIN cases c ON c.id = e.case_id WHERE c.ref = $1 ORDER BY e.requested_at, e.id`,
      [this.ref, this.zone],
    );
    return rows.map(({ day, queue, reason }) => `${day} ${queue}: ${reason}`);
  }

  /** Why outreach rests: the reasons of the holds that stand. */
  async rests(): Promise<string[]> {
    const rows = await this.world.casework.rows<{ reason: string }>(
      `SELECT h.reason FROM holds h JOIN cases c USING (person_id)
       WHERE c.ref = $1 AND h.lifted_at IS NULL AND (h.case_id IS NULL OR h.case_id = c.id) ORDER BY h.reason`,
      [this.ref],
    );
    return rows.map(({ reason }) => reason);
  }

  /** Why the cadence is over; null while it is not. */
  async over(): Promise<string | null> {
    const [row] = await this.world.casework.rows<{ reason: string | null }>(
      'SELECT e.end_reason AS reason FROM enrolments e JOIN cases c ON c.id = e.case_id WHERE c.ref = $1',
      [this.ref],
    );
    if (row === undefined) throw new Error(`${this.ref} was never enrolled`);
    return row.reason;
  }

  async owes(): Promise<number> {
    const [row] = await this.world.casework.rows<{ minor: number }>(
      'SELECT balance_minor AS minor FROM cases WHERE ref = $1',
      [this.ref],
    );
    return (row?.minor ?? 0) / 100;
  }

  private latest(channel: string): { messageId: string; channel: 'sms' } {
    const found = this.messages().findLast((message) => message.channel === channel);
    if (found === undefined) throw new Error(`nothing came by ${channel}`);
    return { messageId: found.messageId, channel: 'sms' };
  }
}
