import { importCases, requestEscalation } from '#casework';
import type { AgentChange } from '#contracts';
import { PgAgentRoster, PgEscalationBook, PgEscalationRuns } from '#persistence';
import { EscalationRunner } from '../../apps/scheduler/src/escalation/escalation-runner.js';
import { CaseworkWorld, MONDAY, textFile } from './casework.world.js';

const HEADER =
  'nr_sprawy;imie;nazwisko;nr_klienta;telefon;email;kod_pocztowy;jezyk;kwota;waluta;termin_platnosci;data_urodzenia';

/** Business instants of the week that begins on MONDAY, as the clocks in Warsaw show them in January. */
export const at = (day: 'mon' | 'tue' | 'wed' | 'thu' | 'fri', time: string): number =>
  Date.parse(`2026-01-${12 + ['mon', 'tue', 'wed', 'thu', 'fri'].indexOf(day)}T${time}:00+01:00`);

/** How an agent of these specs is, unless a test says otherwise: office hours in Warsaw, room for two. */
const PLAIN = {
  ...{
    active: true,
    capacity: 2,
    dailyLimit: null,
    queues: ['collections'],
    languages: [],
    kinds: [],
    skills: [],
  },
  ...{ zone: 'Europe/Warsaw', country: 'PL', absences: [], lead: false, email: null },
  hours: {
    ...{ mon: '08:00-17:00', tue: '08:00-17:00', wed: '08:00-17:00', thu: '08:00-17:00', fri: '08:00-17:00' },
    ...{ sat: null, sun: null },
  },
} satisfies AgentChange;

/** Two agents, anna and oleh, and nine cases of creditor `prad`: K/1 to K/9, K/9 of a debtor who speaks Ukrainian; S/1 to S/4 of creditor `siec`. */
export class EscalationWorld {
  private constructor(
    readonly casework: CaseworkWorld,
    readonly roster: PgAgentRoster,
    readonly book: PgEscalationBook,
    readonly runner: EscalationRunner,
  ) {}

  static async open(): Promise<EscalationWorld> {
    const casework = await CaseworkWorld.open();
    const rows = Array.from({ length: 9 }, (_, index) => {
      const n = index + 1;
      const language = n === 9 ? 'uk' : 'pl';
      return `K/${n};Jan;Kowalski;k${n};+48 452 974 51${n};jan${n}@example.com;00-001;${language};100,00;PLN;10.12.2025;01.02.1980`;
    });
    const others = rows.slice(0, 4).map((row) => row.replace('K/', 'S/'));
    await importCases(casework.intake, textFile([HEADER, ...rows].join('\r\n')), { portfolioRef: 'P1' });
    await importCases(casework.intake, textFile([HEADER, ...others].join('\r\n')), { portfolioRef: 'S1' });
    const { db } = casework;
    return new EscalationWorld(
      casework,
      new PgAgentRoster(db),
      new PgEscalationBook(db),
      EscalationWorld.newRunner(casework),
    );
  }

  /** As another process has one. */
  static newRunner({ db, desk, clock }: CaseworkWorld): EscalationRunner {
    return new EscalationRunner(new PgEscalationRuns(db), desk, clock);
  }

  otherRunner(): EscalationRunner {
    return EscalationWorld.newRunner(this.casework);
  }

  /** It is Monday, 08:00 in Warsaw; nothing is escalated, and only anna and oleh are there, as they were. */
  async reset(): Promise<void> {
    const { db, clock } = this.casework;
    await clock.stepTo(MONDAY);
    await db.query(
      'TRUNCATE wake_ups, holds, escalations, escalation_runs, agent_digests, case_events CASCADE',
    );
    await db.query(`DELETE FROM agents WHERE ref NOT IN ('anna', 'oleh')`);
    await db.query(`UPDATE creditors SET settings = '{}'`);
    for (const ref of ['anna', 'oleh']) await this.roster.change(ref, PLAIN, 'spec');
  }

  async hire(ref: string, change: AgentChange = {}): Promise<void> {
    await this.casework.db.query(`INSERT INTO agents (id, ref, name) VALUES (uuidv7(), $1, $1)`, [ref]);
    await this.roster.change(ref, { ...PLAIN, ...change }, 'spec');
  }

  async escalate(ref: string, priority: 'urgent' | 'high' | 'normal' = 'normal'): Promise<string> {
    const caseId = await this.casework.idOf('cases', ref);
    const result = await requestEscalation(this.casework.desk, {
      ...{ caseId, reason: 'no-response', origin: `spec:${ref}`, actor: 'system', priority },
    });
    if (result.kind !== 'ok') throw new Error(result.kind);
    return result.escalationId;
  }

  /** Asks for agents on Monday at 08:00, at which the creditor's first run hands out. */
  async handedOut(...refs: string[]): Promise<string[]> {
    const ids: string[] = [];
    for (const ref of refs) ids.push(await this.escalate(ref));
    await this.runner.runDue();
    return ids;
  }

  /** Each open escalation as `K/1 assigned anna`. */
  async state(): Promise<string[]> {
    const { items } = await this.book.list({ status: 'open', limit: 100 });
    return items.map((each) => `${each.case.ref} ${each.status} ${each.agent ?? '-'}`).sort();
  }
}
