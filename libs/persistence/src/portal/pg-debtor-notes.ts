import { v7 as uuidv7 } from 'uuid';
import { type DebtorNote, DebtorNotes } from '#contracts';
import type { Queryable } from '../database.js';

/** Debtors' words, as interactions of kind 'note'. */
export class PgDebtorNotes extends DebtorNotes {
  constructor(private readonly db: Queryable) {
    super();
  }

  async add(note: DebtorNote): Promise<void> {
    const { about, text, preferredTime } = note;
    await this.db.query(
      `INSERT INTO interactions (id, person_id, case_id, message_id, kind, channel, counts_as_response, detail, at)
       SELECT $1, $2, $3, $4, 'note', $5, true, $6::jsonb, $7
       WHERE NOT EXISTS (
         SELECT 1 FROM interactions WHERE case_id = $3 AND kind = 'note' AND detail = $6::jsonb)`,
      [
        uuidv7({ msecs: note.at }),
        note.personId,
        note.caseId,
        note.messageId,
        note.channel,
        JSON.stringify({ about, text, preferredTime }),
        new Date(note.at),
      ],
    );
  }
}
