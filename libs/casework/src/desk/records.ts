import type {
  AuditEntry,
  CaseEvent,
  CaseEventKind,
  CaseRecords,
  Interaction,
  WakeUp,
  WakeUpKind,
} from '#contracts';
import { businessId } from './business-id.js';

/** The part of a case that its records name. */
export interface CaseName {
  id: string;
  personId: string;
}

/** Where the debtor acted, if they did. */
export interface DebtorAct {
  channel: string | null;
  /** The message that they acted upon. */
  messageId?: string | null;
}

/** Gathers what one change writes into the record, all by one actor at one instant. */
export class Records implements CaseRecords {
  readonly events: CaseEvent[] = [];
  readonly interactions: Interaction[] = [];
  readonly audit: AuditEntry[] = [];
  readonly wakeUps: WakeUp[] = [];

  constructor(
    private readonly actor: string,
    private readonly at: number,
  ) {}

  event(of: CaseName, kind: CaseEventKind, detail: Record<string, unknown> = {}): this {
    const { actor, at } = this;
    this.events.push({ id: businessId(at), caseId: of.id, personId: of.personId, kind, actor, detail, at });
    return this;
  }

  wake(caseId: string, kind: WakeUpKind): this {
    this.wakeUps.push({ caseId, kind, at: this.at });
    return this;
  }

  /** What the debtor did themselves; all of these answer the creditor, so they count as responses. */
  did(
    personId: string,
    caseId: string | null,
    kind: Interaction['kind'],
    act: DebtorAct,
    detail: Record<string, unknown> = {},
  ): this {
    this.interactions.push({
      id: businessId(this.at),
      personId,
      caseId,
      messageId: act.messageId ?? null,
      kind,
      channel: act.channel,
      countsAsResponse: true,
      detail,
      at: this.at,
    });
    return caseId === null ? this : this.wake(caseId, 'response');
  }

  audited(
    action: string,
    subjectKind: string,
    subjectId: string,
    detail: Record<string, unknown> = {},
  ): this {
    const { actor, at } = this;
    this.audit.push({ id: businessId(at), actor, action, subjectKind, subjectId, detail, at });
    return this;
  }
}
