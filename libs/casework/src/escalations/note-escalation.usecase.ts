import { businessId } from '../desk/business-id.js';
import type { Desk } from '../desk/desk.js';
import { Records } from '../desk/records.js';
import { type Invalid, type NotFound, invalid } from '../desk/results.js';
import { type UnknownAgent, onEscalation } from './on-escalation.js';

export interface NoteEscalation {
  escalationId: string;
  agentRef: string;
  text: string;
  /** A UUID of the caller's, so that a repeated request writes one note. */
  noteId?: string;
}

export type NoteEscalationResult =
  | { kind: 'ok'; noteId: string }
  | { kind: 'alreadyDone'; noteId: string }
  | Invalid
  | NotFound
  | UnknownAgent;

const LONGEST_NOTE = 10_000;

/** An agent writes down what happened; the text stays with the escalation and appears in no event or log. */
export async function noteEscalation(desk: Desk, command: NoteEscalation): Promise<NoteEscalationResult> {
  const text = command.text.trim();
  if (text === '') return invalid('note-empty');
  if (text.length > LONGEST_NOTE) return invalid('note-too-long');
  const at = desk.clock.now();
  return onEscalation(desk, command.escalationId, command.agentRef, async (tx, escalation, agent) => {
    const noteId = command.noteId ?? businessId(at);
    const added = await tx.addNote({ id: noteId, escalationId: escalation.id, agentId: agent.id, text, at });
    if (!added) return { kind: 'alreadyDone', noteId } as const;
    await tx.record(
      new Records(`agent:${agent.ref}`, at)
        .event({ id: escalation.caseId, personId: escalation.personId }, 'escalation.noted', {
          escalation: escalation.id,
          note: noteId,
        })
        .audited('escalation.note', 'escalation', escalation.id, { note: noteId }),
    );
    return { kind: 'ok', noteId } as const;
  });
}
