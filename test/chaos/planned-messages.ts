import type { Database } from '#persistence';
import { tokenHash } from '#domain';
import type { Journey } from './journeys.js';
import { callName } from './sink-report.js';

/** A message as the database has it at the end. */
export interface PlannedMessage {
  id: string;
  status: string;
  journey: Journey;
  /** Of the leg that came last. */
  channel: string;
  /** What its legs are known by at the sinks, with their numbers. */
  legs: { name: string; legNo: number }[];
}

/** Finds messages by what a sink knows of their legs. */
export class PlannedMessages {
  private constructor(
    readonly all: readonly PlannedMessage[],
    private readonly byLeg: ReadonlyMap<string, { message: PlannedMessage; legNo: number }>,
  ) {}

  static async read(db: Database, journeys: ReadonlyMap<string, Journey>): Promise<PlannedMessages> {
    const { rows } = await db.query<{
      id: string;
      status: string;
      campaign_id: string;
      channel: string | null;
      legs: { no: number; channel: string; hash: string }[];
    }>(
      `SELECT m.id, m.status, m.campaign_id,
              (SELECT l.channel FROM legs l WHERE l.shard = m.shard AND l.message_id = m.id
               ORDER BY l.leg_no DESC LIMIT 1) AS channel,
              (SELECT coalesce(jsonb_agg(jsonb_build_object('no', l.leg_no, 'channel', l.channel,
                                                            'hash', encode(l.link_hash, 'hex'))), '[]')
               FROM legs l WHERE l.shard = m.shard AND l.message_id = m.id) AS legs
       FROM messages m WHERE m.purpose = 'collection'`,
    );
    const byLeg = new Map<string, { message: PlannedMessage; legNo: number }>();
    const all = rows.map(({ id, status, campaign_id, channel, legs }): PlannedMessage => {
      const journey = journeys.get(campaign_id);
      if (journey === undefined) throw new Error(`Message ${id} is of no campaign of this run.`);
      const named = legs.map((leg) => ({
        legNo: leg.no,
        name: leg.channel === 'voice' ? callName(id, leg.no) : leg.hash,
      }));
      const message = { id, status, journey, channel: channel ?? '', legs: named };
      for (const { name, legNo } of named) byLeg.set(name, { message, legNo });
      return message;
    });
    return new PlannedMessages(all, byLeg);
  }

  /** @param leg see Acceptance */
  find(leg: string): { message: PlannedMessage; legNo: number } | undefined {
    return this.byLeg.get(leg) ?? this.byLeg.get(tokenHash(leg).toString('hex'));
  }
}
