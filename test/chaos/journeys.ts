import type { Database } from '#persistence';
import { campaignText } from '../harness/campaign-text.js';
import { type Seeded, seedPortfolio } from '../harness/portfolio-seed.js';

/** One channel of a message's way. */
export interface JourneyLeg {
  channel: 'sms' | 'email' | 'rcs' | 'voice';
  /** Business minutes without confirmation after which the next leg may go; null: only on proof that it failed. */
  moveOnAfter: number | null;
}

/** A way that messages take, and how many of all take it. */
export interface Journey {
  key: string;
  share: number;
  legs: readonly JourneyLeg[];
}

const sms: JourneyLeg = { channel: 'sms', moveOnAfter: null };
const email: JourneyLeg = { channel: 'email', moveOnAfter: null };
const rcs: JourneyLeg = { channel: 'rcs', moveOnAfter: null };
const voice: JourneyLeg = { channel: 'voice', moveOnAfter: null };

/** Minutes of business time are seconds here (see PassingTime), and a campaign counts in hours. */
const UNCONFIRMED_MINUTES = 6;

/** Every channel alone or first, and every fallback that the shipped campaigns have. */
export const JOURNEYS: readonly Journey[] = [
  { key: 'text', share: 0.26, legs: [sms] },
  { key: 'mail', share: 0.16, legs: [email] },
  { key: 'card', share: 0.22, legs: [{ ...rcs, moveOnAfter: UNCONFIRMED_MINUTES }, sms] },
  { key: 'card-on-proof', share: 0.1, legs: [rcs, sms] },
  { key: 'call', share: 0.16, legs: [voice, sms] },
  { key: 'text-then-mail', share: 0.1, legs: [sms, email] },
];

/** One way by SMS alone, for what is about stops. */
export const BY_TEXT: Journey = { key: 'text', share: 1, legs: [sms] };

/** Whole numbers by the shares, which come to the total together. */
export function divide(total: number, journeys: readonly Journey[] = JOURNEYS): Map<Journey, number> {
  let before = 0;
  let given = 0;
  return new Map(
    journeys.map((journey) => {
      before += journey.share;
      const size = Math.round(total * before) - given;
      given += size;
      return [journey, size];
    }),
  );
}

/** A campaign of one message, by the channels of its way. */
export function campaignOf({ legs }: Journey): string {
  const channels = legs.flatMap(({ channel, moveOnAfter }) => [
    `  - channel: ${channel}`,
    ...(moveOnAfter === null ? [] : [`    moveOn: { when: unconfirmed, afterHours: ${moveOnAfter / 60} }`]),
  ]);
  return campaignText('chaos', [{ key: 'notice', dpd: 1, way: ['channels:', ...channels] }]);
}

/** Debtors of every way, none of them due by itself; answers which campaign goes which way. */
export async function seedJourneys(db: Database, messages: number): Promise<Map<string, Journey>> {
  const campaigns = new Map<string, Journey>();
  for (const [journey, size] of divide(messages)) {
    if (size === 0) continue;
    const seeded = await seedPortfolio(db, {
      size,
      contact: journey.legs[0]?.channel === 'email' ? 'email' : 'phone',
      campaign: campaignOf(journey),
      stepKey: 'notice',
      dueDate: '2026-01-11',
      // Later than business time gets here, and within the hours of contact.
      dueAt: '2026-01-12T18:30:00Z',
      enteredAt: '2026-01-11T09:00:00Z',
    });
    await completeContacts(db, seeded, campaigns.size, journey);
    campaigns.set(seeded.campaignId, journey);
  }
  return campaigns;
}

/** Numbers that no two debtors share, the addresses of the second channel, and senders for all of them. */
async function completeContacts(
  db: Database,
  seeded: Seeded,
  index: number,
  { legs }: Journey,
): Promise<void> {
  const { creditorId } = seeded;
  await db.query(
    `UPDATE contact_points cp SET value = '+485' || $2::text || substr(cp.value, 6)
     FROM debtors d WHERE d.id = cp.debtor_id AND d.creditor_id = $1 AND cp.kind = 'phone'`,
    [creditorId, String(index)],
  );
  await db.query(
    `UPDATE creditors SET rcs_sender = 'energia_agent', settings = settings || '{"voice": {"callFrom": "+48222000000"}}'
     WHERE id = $1`,
    [creditorId],
  );
  if (legs[1]?.channel !== 'email') return;
  await db.query(
    `INSERT INTO contact_points (id, debtor_id, person_id, kind, value, value_hash, zones, country)
     SELECT uuidv7(), cp.debtor_id, cp.person_id, 'email', 'second' || substr(cp.value, 2) || '@example.com',
            sha256(convert_to('second' || cp.value, 'UTF8')), cp.zones, cp.country
     FROM contact_points cp JOIN debtors d ON d.id = cp.debtor_id
     WHERE d.creditor_id = $1 AND cp.kind = 'phone'`,
    [creditorId],
  );
}
