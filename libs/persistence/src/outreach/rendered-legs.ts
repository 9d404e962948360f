import type { Channel } from '#domain';
import type { Queryable } from '../database.js';
import { keyedBatch } from '../keyed-batch.js';
import { packHtml } from './packed-html.js';
import { textArray, textList } from '../text-list.js';

/** One leg's words; body and html hold placeholders where links go. */
export interface RenderedLeg {
  shard: number;
  messageId: string;
  legNo: number;
  personId: string;
  channel: Channel;
  contactPointId: string;
  language: string;
  templateVersion: string;
  subject: string | null;
  body: string;
  html: string | null;
  /** What goes into the gaps of the card; null where the channel has none. */
  card: Readonly<Record<string, string>> | null;
  segments: number | null;
  linkHash: Buffer;
  linkKeyVersion: number;
  caseVersion: string;
}

const STORE = `
  WITH stored AS (
    INSERT INTO legs (shard, message_id, leg_no, person_id, channel, contact_point_id, language, template_version,
                      subject, body, packed_html, segments, link_hash, link_key_version, case_version, card, rendered_at)
    SELECT *, to_timestamp($1::float8 / 1000)
    FROM unnest($2::smallint[], $3::uuid[], $4::smallint[], $5::uuid[], $6::text[], $7::uuid[], $8::text[], $9::text[],
                $10::text[], ${textArray(11)}, $12::bytea[], $13::smallint[], $14::bytea[], $15::smallint[], $16::text[],
                $17::jsonb[])
    ON CONFLICT DO NOTHING
  )
  UPDATE flights f SET leg_no = u.leg_no
  FROM ${keyedBatch(3, 'u', { message_id: 'uuid', leg_no: 'smallint' })}
  WHERE f.message_id = u.message_id AND f.leg_no <> u.leg_no`;

/** Stores rendered legs; one that is there already stays as it was. now is business time in epoch ms. */
export async function storeRenderedLegs(db: Queryable, now: number, legs: RenderedLeg[]): Promise<void> {
  if (legs.length === 0) return;
  await db.query({
    name: 'store-rendered-legs',
    text: STORE,
    values: [
      now,
      legs.map((l) => l.shard),
      legs.map((l) => l.messageId),
      legs.map((l) => l.legNo),
      legs.map((l) => l.personId),
      legs.map((l) => l.channel),
      legs.map((l) => l.contactPointId),
      legs.map((l) => l.language),
      legs.map((l) => l.templateVersion),
      legs.map((l) => l.subject),
      textList(legs.map((l) => l.body)),
      legs.map((l) => (l.html === null ? null : packHtml(l.html))),
      legs.map((l) => l.segments),
      legs.map((l) => l.linkHash),
      legs.map((l) => l.linkKeyVersion),
      legs.map((l) => l.caseVersion),
      legs.map((l) => (l.card === null ? null : JSON.stringify(l.card))),
    ],
  });
}
