import {
  Inject,
  Injectable,
  Logger,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import type { AgentView, EscalationView } from '#contracts';
import { CompiledCalendar, workThrough, worksFrom } from '#domain';
import { Agenda } from '../agenda/agenda.js';
import { DebtorDirectory } from '../debtors/debtor-directory.js';
import { LocalNetwork } from '../outgoing/local-network.js';
import { SANDBOX_OPTIONS, type SandboxOptions } from '../sandbox.options.js';
import { DeskApi } from './desk-api.js';
import { type CaseInHand, finishCase } from './finish-case.js';

/** How often desks are looked at, in machine time. */
const LOOK_MS = 1_000;
/** Agenda kind under which what an agent has in hand waits for its end. */
const FINISH = 'agent.finish';

/**
 * The demo's agents, who work through what is escalated to them as people would: in their hours, one case after
 * another, by the API, and leaving some for whoever looks. Without habits nobody does anything; they touch no case
 * but the demo's.
 */
@Injectable()
export class AgentLife implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger('sandbox.agents');
  private readonly calendar = new CompiledCalendar();
  private readonly api: DeskApi | null;
  /** By agent: until when they have a case in hand, business instant. */
  private readonly busyUntil = new Map<string, number>();
  private timer: NodeJS.Timeout | undefined;
  private looking: Promise<void> | null = null;
  private silent = false;

  constructor(
    @Inject(SANDBOX_OPTIONS)
    private readonly options: Pick<SandboxOptions, 'agents' | 'clock' | 'publicUrl' | 'seed'>,
    private readonly agenda: Agenda,
    private readonly directory: DebtorDirectory,
    network: LocalNetwork,
  ) {
    const { agents, publicUrl } = options;
    this.api = agents === undefined ? null : new DeskApi(network, publicUrl, agents.apiKey);
    agenda.on<CaseInHand>(FINISH, (inHand) => this.finish(inHand));
  }

  onApplicationBootstrap(): void {
    if (this.api === null) return;
    this.timer = setInterval(() => {
      this.looking ??= this.look()
        .then(() => this.heard())
        .catch((error: unknown) => this.unheard(error))
        .finally(() => (this.looking = null));
    }, LOOK_MS);
    this.timer.unref();
  }

  async beforeApplicationShutdown(): Promise<void> {
    clearInterval(this.timer);
    await this.looking;
    await this.api?.close();
  }

  /**
   * Each agent who is at work and has no case in hand takes the one due first, unless only what is to be left is left.
   * What has lain until it passed on is not left to lie again.
   */
  async look(): Promise<void> {
    const { api } = this;
    const { agents } = this.options;
    if (api === null || agents === undefined) return;
    const now = this.options.clock.now();
    for (const agent of await api.agents()) {
      if (!agents.habits.agents.includes(agent.ref) || agent.open === 0) continue;
      if (this.isFree(agent, now)) await this.takeUp(api, agent, now);
    }
  }

  private isFree(agent: AgentView, now: number): boolean {
    if (!agent.active || (this.busyUntil.get(agent.ref) ?? 0) > now) return false;
    return worksFrom(this.calendar, agent, now) <= now;
  }

  private async takeUp(api: DeskApi, { ref: agent, open }: AgentView, now: number): Promise<void> {
    const { agents, seed } = this.options;
    if (agents === undefined) return;
    const demo = (await api.waiting(agent)).filter(
      (each) => this.directory.byCaseRef(each.case.ref) !== undefined,
    );
    const next = firstDue(open > agents.habits.leaves ? demo : demo.filter(({ passings }) => passings > 0));
    if (next === null) return;
    const { takesMs } = workThrough(agents.habits, seed, next);
    this.busyUntil.set(agent, now + takesMs);
    const { status } = await api.post(`/api/escalations/${next.id}/claim`, agent);
    // Somebody was quicker, or it has just passed on.
    if (status !== 200) return;
    const inHand: CaseInHand = { agent, escalation: next.id, caseId: next.case.id, reason: next.reason };
    this.agenda.plan(FINISH, takesMs, inHand);
  }

  private async finish(inHand: CaseInHand): Promise<void> {
    const { agents, clock, seed } = this.options;
    // Begun under a clock under which nobody is simulated any more: it stays with whoever has the desk.
    if (this.api === null || agents === undefined) return;
    const { way } = workThrough(agents.habits, seed, { id: inHand.escalation, reason: inHand.reason });
    await finishCase(this.api, inHand, way, clock.now());
  }

  private heard(): void {
    this.silent = false;
  }

  /** The console may start later, elsewhere or not at all: said once, until it answers. */
  private unheard(error: unknown): void {
    if (!this.silent)
      this.logger.warn(
        `the demo’s agents do not reach their desks: ${error instanceof Error ? error.message : 'unknown'}`,
      );
    this.silent = true;
  }
}

function firstDue(waiting: EscalationView[]): EscalationView | null {
  const due = ({ dueAt }: EscalationView): string => dueAt ?? '9';
  return [...waiting].sort((a, b) => (due(a) < due(b) ? -1 : 1))[0] ?? null;
}
