import { SendingWorld } from './sending.world.js';

let world: SendingWorld;
let caseIds: string[];

beforeEach(async () => {
  world = await SendingWorld.open(3);
  const { rows } = await world.db.query<{ id: string }>('SELECT id FROM cases ORDER BY ref');
  caseIds = rows.map(({ id }) => id);
  await world.db.query(`
    UPDATE debtors SET kind = 'business', company_name = 'Młyn sp. z o.o.', language = 'pl';
    UPDATE cases SET interest_minor = 0, costs_minor = 0;
    UPDATE contact_points SET kind = 'email', value = 'mlyn@example.com'`);
}, 120_000);
afterEach(() => world.close());

async function invoice(
  caseId: string | undefined,
  number: string,
  due: string,
  amount: number,
): Promise<void> {
  await world.db.query(
    `INSERT INTO invoices (id, case_id, number, due_date, amount_minor, currency)
     VALUES (gen_random_uuid(), $1, $2, $3, $4, 'PLN')`,
    [caseId, number, due, amount],
  );
}

/** Has the messages that are planned written anew, as the family's. */
async function rendered(family: string): Promise<void> {
  await world.prepare();
  await world.db.query(`DELETE FROM legs`);
  await world.db.query(
    `UPDATE messages SET family = $1, channels = '{email}', status = 'planned', status_reason = NULL`,
    [family],
  );
  await world.db.query(
    `INSERT INTO flights (shard, message_id, leg_no, case_id, campaign_id, lease_until)
     SELECT shard, id, 1, case_ids[1], campaign_id, now() FROM messages ON CONFLICT DO NOTHING`,
  );
  const { rows } = await world.db.query<{ shard: number; id: string }>('SELECT shard, id FROM messages');
  const batch = { shards: rows.map((r) => r.shard), ids: rows.map((r) => r.id), legs: rows.map(() => 1) };
  await world.renderBatch(batch);
}

const fates = async () => {
  const { rows } = await world.db.query<{ status: string; reason: string | null; body: string | null }>(
    `SELECT m.status, m.status_reason AS reason, l.body FROM messages m JOIN cases c ON c.id = m.case_ids[1]
     LEFT JOIN legs l ON l.shard = m.shard AND l.message_id = m.id ORDER BY c.ref`,
  );
  return rows;
};

describe('a notice of interest and compensation', () => {
  it('is written with the figures of its own case, and not at all where the rates do not say them', async () => {
    // Due 2025-01-31, sent on 2026-01-12. 10,000.00: 150 days at 15.75 % to 30 June 2025 = 647.26027, 184 days at 15.25 %
    // to 31 December = 768.76712, 12 days at 14 % = 46.02740; together 1,462.05479 → 1,462.05. EUR 70 at 4.2730 of
    // 31 December 2024 = 299.11.
    await invoice(caseIds[0], 'FV/1', '2025-01-31', 1_000_000);
    // Fell due in December 2025: the euro's rate of November is not confirmed.
    await invoice(caseIds[1], 'FV/2', '2025-12-12', 1_000_000);
    await rendered('business-notice');
    const [known, unknown, without] = await fates();
    expect(known?.body).toContain('- FV/1, termin 31.01.2025, 346 dni po terminie: 10 000,00 zł');
    expect(known?.body).toContain('Odsetki ustawowe do 12.01.2026: 1 462,05 zł');
    expect(known?.body).toContain('Rekompensata: równowartość 70 EUR: 299,11 zł');
    expect(known?.body).toContain('Faktury, odsetki i rekompensaty razem: 11 761,16 zł');
    expect(known?.body).not.toContain('FV/2');
    for (const held of [unknown, without])
      expect(held).toEqual({ status: 'cancelled', reason: 'late_figures_not_known', body: null });
  });
});

describe('a demand', () => {
  it('asks for what is past due alone, and is not written where that is nothing', async () => {
    await invoice(caseIds[0], 'FV/1', '2025-12-12', 40_000);
    await invoice(caseIds[0], 'FV/2', '2026-03-01', 60_000);
    await invoice(caseIds[1], 'FV/3', '2026-03-01', 60_000);
    await rendered('business-demand');
    const [due, notDue] = await fates();
    expect(due?.body).toContain('wzywa do zapłaty kwoty 400,00 zł');
    expect(notDue).toEqual({ status: 'cancelled', reason: 'nothing_overdue', body: null });
  });
});

describe('a copy for a role alone', () => {
  /** Whether its address has the original: taken by the provider, or rendered and not yet sent. */
  it.each(['accepted', 'on its way'])(
    'is not written to whoever has the original (%s), but to another who has not',
    async (how) => {
      for (const caseId of caseIds) await invoice(caseId, 'FV/1', '2025-12-12', 40_000);
      await world.db.query(
        `UPDATE contact_points SET role = 'approver'
         WHERE debtor_id = ANY(SELECT debtor_id FROM cases WHERE id = ANY($1::uuid[]))`,
        [[caseIds[0], caseIds[1]]],
      );
      await world.db.query(
        `INSERT INTO contact_points (id, debtor_id, person_id, kind, value, value_hash, zones, country, role, position)
         SELECT gen_random_uuid(), debtor_id, person_id, 'email', 'boss@example.com', 'boss', '{Europe/Warsaw}', 'PL',
           'approver', 2 FROM cases WHERE id = $1`,
        [caseIds[1]],
      );
      await rendered('business-demand');
      if (how === 'accepted') {
        await world.db.query('DELETE FROM flights');
        await world.db.query('UPDATE legs SET accepted_at = now()');
      }
      const { rows } = await world.db.query<{ shard: number; id: string }>(
        `WITH copy AS (
           INSERT INTO messages (shard, id, person_id, debtor_id, creditor_id, case_ids, campaign_id, enrolment_id,
             purpose, origin_kind, origin_key, family, channels, extra, created_at)
           SELECT shard, uuidv7(), person_id, debtor_id, creditor_id, case_ids, campaign_id, enrolment_id, purpose,
             'step', origin_key || ':copy', family, channels,
             '{"to": {"role": "approver", "otherwise": "nobody"}}', created_at FROM messages
           RETURNING *
         )
         INSERT INTO flights (shard, message_id, leg_no, case_id, campaign_id, lease_until)
         SELECT shard, id, 1, case_ids[1], campaign_id, now() FROM copy RETURNING shard, message_id AS id`,
      );
      await world.renderBatch({
        shards: rows.map(({ shard }) => shard),
        ids: rows.map(({ id }) => id),
        legs: rows.map(() => 1),
      });
      const copies = await world.db.query(
        `SELECT m.status, m.status_reason AS reason, p.value AS to FROM messages m
         JOIN cases c ON c.id = m.case_ids[1]
         LEFT JOIN legs l ON l.shard = m.shard AND l.message_id = m.id
         LEFT JOIN contact_points p ON p.id = l.contact_point_id
         WHERE m.origin_key LIKE '%:copy' ORDER BY c.ref`,
      );
      expect(copies.rows).toEqual([
        { status: 'cancelled', reason: 'had_the_original', to: null },
        { status: 'planned', reason: null, to: 'boss@example.com' },
        { status: 'cancelled', reason: 'no_contact_of_role', to: null },
      ]);
    },
  );
});

describe('a statement', () => {
  it('lists forty invoices of one case in one mail', async () => {
    for (let number = 1; number <= 40; number += 1)
      await invoice(caseIds[0], `FV/${number}`, '2025-12-12', 10_000);
    await rendered('business-statement');
    const [first] = await fates();
    expect(first?.body?.match(/^- FV\/\d+, termin 12\.12\.2025/gm)).toHaveLength(40);
    expect(first?.body).toContain('Razem za faktury: 4 000,00 zł');
  });
});
