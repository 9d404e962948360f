import type { CaseEventKind, CaseRecord, CaseworkTransaction } from '#contracts';
import type { CaseName, Records } from '../desk/records.js';
import { type AgentRequest, askForAgent } from '../escalations/ask-for-agent.js';
import { type AgreedMessage, planAgreedMessages } from './agreed-message.js';

const ACTOR = 'system:agreements';

/** What follows from judging promises and plans, gathered for all cases of a batch and carried out as sets. */
export class Consequences {
  private readonly messages: AgreedMessage[] = [];
  private readonly holds: string[] = [];
  private readonly silenced = new Set<string>();
  private readonly requests: { record: CaseRecord; request: AgentRequest }[] = [];

  constructor(
    private readonly records: Records,
    readonly at: number,
  ) {}

  event(of: CaseName, kind: CaseEventKind, detail: Record<string, unknown>): void {
    this.records.event(of, kind, detail);
  }

  say(message: AgreedMessage): void {
    this.messages.push(message);
  }

  ask(record: CaseRecord, request: Omit<AgentRequest, 'at'>): void {
    this.requests.push({ record, request: { ...request, at: this.at } });
  }

  /** The agreement no longer keeps outreach from the case; other holds stay. What it still had to say is not said. */
  release(record: CaseName, holdId: string, reason: string): void {
    this.holds.push(holdId);
    this.silenced.add(record.id);
    this.records
      .event(record, 'hold.lifted', { hold: holdId, reasons: [reason] })
      .wake(record.id, 'released');
  }

  async carryOut(tx: CaseworkTransaction): Promise<void> {
    if (this.silenced.size > 0) {
      await tx.cancelInFlight({ caseIds: [...this.silenced] }, 'agreement-over');
      await tx.liftHolds(this.holds, ACTOR, this.at);
    }
    await planAgreedMessages(tx, this.messages, this.at);
    for (const { record, request } of this.requests) await askForAgent(tx, record, this.records, request);
  }
}
