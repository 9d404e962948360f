import { createHash } from 'node:crypto';
import type { AgentWay } from '#domain';
import type { DeskApi } from './desk-api.js';

/** An escalation that a simulated agent has claimed. */
export interface CaseInHand {
  readonly agent: string;
  readonly escalation: string;
  readonly caseId: string;
  readonly reason: string;
}

const SIMULATED = 'Simulated agent of the demo';
const DAY_MS = 86_400_000;

/**
 * Writes down what came of it, and resolves it. What a person has resolved, passed on or given back meanwhile is left
 * to them. The debtor of a promise that the terms do not take goes on as before, which the note says.
 */
export async function finishCase(
  api: DeskApi,
  inHand: CaseInHand,
  way: AgentWay,
  now: number,
): Promise<void> {
  const { agent, escalation, caseId } = inHand;
  const promised =
    way.next !== 'promise' ||
    succeeded(
      await api.post(`/api/cases/${caseId}/promises`, agent, {
        ...{ amount: 'balance', by: new Date(now + Math.max(way.for, DAY_MS)).toISOString().slice(0, 10) },
      }),
    );
  const text = `${SIMULATED}: ${way.note}${promised ? '' : ', which is not possible any more'}.`;
  // Of the escalation's own, so that an act that is repeated after a restart writes one note.
  await api.post(`/api/escalations/${escalation}/note`, agent, { text, noteId: noteIdOf(escalation) });
  const { status } = await api.post(`/api/escalations/${escalation}/resolve`, agent, resolutionOf(way, now));
  if (status >= 400 && status !== 404 && status !== 409)
    throw new Error(`the API answered ${status} to what an agent resolved`);
}

function resolutionOf(way: AgentWay, now: number): Record<string, unknown> {
  if (way.next === 'promise') return { next: 'resume' };
  if (way.next === 'close') return { next: 'close', reason: way.reason };
  if (way.next !== 'hold') return { next: way.next };
  return { next: 'hold', reason: way.reason, until: new Date(now + way.for).toISOString() };
}

function succeeded({ status }: { status: number }): boolean {
  return status >= 200 && status < 300;
}

/** A UUID (version 8) that follows from the escalation. */
function noteIdOf(escalation: string): string {
  const hex = createHash('sha256').update(`note|${escalation}`).digest('hex');
  const parts = [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    `8${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ];
  return parts.join('-');
}
