import {
  importCases,
  importPayments,
  pay,
  placeHold,
  placePayments,
  recordPayments,
  requestEscalation,
} from '#casework';
import { CaseworkWorld, EWA, JAN, casesFile, fateOf, putInFlight, textFile } from './casework.world.js';

let world: CaseworkWorld;
let creditorId: string;

beforeAll(async () => {
  world = await CaseworkWorld.open();
  creditorId = await world.idOf('creditors', 'prad');
  const rows = Array.from(
    { length: 12 },
    (_, i) => `A/${i};${i % 2 ? JAN : EWA};100,00;10,00;5,00;PLN;10.12.2025`,
  );
  await importCases(world.intake, casesFile(...rows), { portfolioRef: 'P1' });
});
afterAll(() => world.close());

function payments(...list: [reference: string, caseRef: string | undefined, amountMinor: number][]) {
  const inputs = list.map(([reference, caseRef, amountMinor]) => {
    return { reference, caseRef, amountMinor, currency: 'PLN', paidOn: '2026-01-12' };
  });
  return recordPayments(world.desk, { creditorId, source: 'api', actor: 'test', payments: inputs });
}

const fail = (_: string, error: unknown): never => {
  throw error as Error;
};

const receipts = () =>
  world.rows<{ ref: string; channels: string[]; purpose: string; flying: boolean }>(
    `SELECT c.ref, m.channels, m.purpose, EXISTS (SELECT FROM flights f WHERE f.message_id = m.id AND f.lease_until < now()) AS flying
     FROM messages m JOIN cases c ON c.id = m.case_ids[1] WHERE m.family = 'payment-receipt' ORDER BY c.ref`,
  );

describe('payments', () => {
  it('in full close the case, cancel what was planned for it alone, and plan one receipt', async () => {
    const planned = await putInFlight(world, 'A/1');
    const deferred = await putInFlight(world, 'A/1', { stage: 'deferred', channel: 'email' });
    const other = await putInFlight(world, 'A/3');
    const result = await payments(['p1', 'A/1', 11_500]);
    expect(result).toMatchObject({ recorded: 1, paidOff: 1, cancelled: 2, faults: [] });
    expect(
      await world.rows("SELECT status, closed_reason, balance_minor FROM cases WHERE ref = 'A/1'"),
    ).toEqual([{ status: 'closed', closed_reason: 'paid', balance_minor: 0 }]);
    for (const id of [planned, deferred]) {
      expect(await fateOf(world, id)).toEqual({ status: 'cancelled', reason: 'closed: paid', flying: false });
    }
    expect(await fateOf(world, other)).toMatchObject({ status: 'planned', flying: true });
    expect(await receipts()).toEqual([{ ref: 'A/1', channels: ['sms'], purpose: 'requested', flying: true }]);
    const allocations = await world.rows(
      'SELECT component, amount_minor FROM payment_allocations ORDER BY component',
    );
    expect(allocations.map((row) => Object.values(row as object))).toEqual([
      ['costs', 500],
      ['interest', 1_000],
      ['principal', 10_000],
    ]);
  });

  it('wake the enrolment and count as the debtor’s response', async () => {
    const kinds = await world.rows<{ kind: string }>(
      `SELECT DISTINCT w.kind FROM wake_ups w JOIN cases c ON c.id = w.case_id
       WHERE c.ref = 'A/1' AND w.kind <> 'case.imported' ORDER BY 1`,
    );
    expect(kinds.map((row) => row.kind)).toEqual(['closed', 'payment', 'response']);
    expect(await world.count("interactions WHERE kind = 'payment' AND counts_as_response")).toBe(1);
  });

  it('in part pay the balance down and cancel what names the old amount', async () => {
    const stale = await putInFlight(world, 'A/3', { key: 'stale' });
    const result = await payments(['p2', 'A/3', 1_000]);
    expect(result).toMatchObject({ recorded: 1, paidOff: 0 });
    expect(await fateOf(world, stale)).toMatchObject({ status: 'cancelled', reason: 'part-paid' });
    expect(
      await world.rows("SELECT status, balance_minor, last_payment_at FROM cases WHERE ref = 'A/3'"),
    ).toEqual([{ status: 'open', balance_minor: 10_500, last_payment_at: new Date(world.clock.now()) }]);
  });

  it('leave what was handed to a provider to its answer', async () => {
    const attempted = await putInFlight(world, 'A/5', { attempted: true });
    const doubtful = await putInFlight(world, 'A/5', { stage: 'in_doubt' });
    await payments(['p3', 'A/5', 11_500]);
    for (const id of [attempted, doubtful])
      expect(await fateOf(world, id)).toMatchObject({ status: 'planned', flying: true });
  });

  it('go by the channel that last reached the debtor when they are confirmed', async () => {
    const mail = await putInFlight(world, 'A/7', { channel: 'email' });
    await world.db.query('UPDATE legs SET accepted_at = now() WHERE message_id = $1', [mail]);
    await payments(['p4', 'A/7', 11_500]);
    expect((await receipts()).find((receipt) => receipt.ref === 'A/7')?.channels).toEqual(['email']);
  });

  it('are confirmed at once to who has just paid, and in the hours of contact where money was booked', async () => {
    const rows = `${JAN};100,00;10,00;5,00;PLN;10.12.2025`;
    await importCases(world.intake, casesFile(`R/1;${rows}`, `R/2;${rows}`), { portfolioRef: 'P1' });
    const money = { creditorId, amountMinor: 11_500, currency: 'PLN', paidOn: '2026-01-12', actor: 'test' };
    for (const [ref, source] of [
      ['R/1', 'webhook'],
      ['R/2', 'file'],
    ] as const) {
      await pay(world.desk, { ...money, caseId: await world.idOf('cases', ref), reference: ref, source });
    }
    const booked = await world.rows(
      `SELECT c.ref, (m.extra -> 'booked')::bool AS booked FROM messages m JOIN cases c ON c.id = m.case_ids[1]
       WHERE m.family = 'payment-receipt' AND c.ref LIKE 'R/%' ORDER BY 1`,
    );
    expect(booked).toEqual([
      { ref: 'R/1', booked: false },
      { ref: 'R/2', booked: true },
    ]);
  });

  it('count once, however many say so at once', async () => {
    const same = () =>
      payments(['q1', 'A/0', 4_000], ['q2', 'A/2', 11_500], ['q3', undefined, 700], ['q4', 'A/0', 7_500]);
    const results = await Promise.all(Array.from({ length: 10 }, same));
    expect(results.reduce((sum, result) => sum + result.recorded, 0)).toBe(4);
    expect(results.reduce((sum, result) => sum + result.repeated, 0)).toBe(36);
    expect(results.reduce((sum, result) => sum + result.paidOff, 0)).toBe(2);
    const paid = await world.rows("SELECT balance_minor FROM cases WHERE ref IN ('A/0', 'A/2')");
    expect(paid).toEqual([{ balance_minor: 0 }, { balance_minor: 0 }]);
    expect((await receipts()).filter(({ ref }) => ref === 'A/0' || ref === 'A/2')).toHaveLength(2);
  });

  it('that fit no case, or are more than was owed, wait for a person', async () => {
    const queued = await world.count('data_queue');
    const result = await payments(['r1', 'nobody', 500], ['r2', 'A/4', 12_000]);
    expect(result.faults).toEqual([
      { reference: 'r1', fault: 'unknown-case', unallocatedMinor: 500 },
      { reference: 'r2', fault: 'overpaid', unallocatedMinor: 500 },
    ]);
    const stored = await world.rows(
      "SELECT reference, unallocated_minor, fault FROM payments WHERE fault IS NOT NULL AND reference LIKE 'r%' ORDER BY 1",
    );
    expect(stored.map((row) => Object.values(row as object))).toEqual([
      ['r1', 500, 'unknown-case'],
      ['r2', 500, 'overpaid'],
    ]);
    expect(await world.count('data_queue')).toBe(queued + 2);
  });

  it('that came before their case are placed with it, before a campaign takes it in', async () => {
    const early = await payments(['w1', 'B/1', 11_500], ['w2', 'B/2', 500], ['w3', 'B/3', 700]);
    expect(early.faults.map(({ fault }) => fault)).toEqual(['unknown-case', 'unknown-case', 'unknown-case']);
    const waiting = await world.count('data_queue WHERE resolved_at IS NULL');
    const statuses: unknown[] = [];
    const onEntered = async (ids: string[]) =>
      void statuses.push(
        ...(await world.rows(
          `SELECT ref, status, balance_minor FROM cases WHERE id = ANY('{${ids}}') ORDER BY ref`,
        )),
      );
    const rows = ['B/1', 'B/2'].map((ref) => `${ref};${JAN};100,00;10,00;5,00;PLN;10.12.2025`);
    await importCases(world.intake, casesFile(...rows), { portfolioRef: 'P1', onEntered });
    expect(statuses).toEqual([
      { ref: 'B/1', status: 'closed', balance_minor: 0 },
      { ref: 'B/2', status: 'open', balance_minor: 11_000 },
    ]);
    expect(await world.count('data_queue WHERE resolved_at IS NULL')).toBe(waiting - 2);
    expect(await placePayments(world.desk, fail)).toBe(0);
  });

  it('that meet their case in the same moment are placed later, and once', async () => {
    await payments(['x1', 'C/1', 500]);
    await importCases(world.intake, casesFile(`C/1;${JAN};100,00;10,00;5,00;PLN;10.12.2025`), {
      portfolioRef: 'P1',
    });
    await world.db.query(
      `UPDATE payments SET fault = 'unknown-case', case_id = NULL, unallocated_minor = amount_minor WHERE reference = 'x1'`,
    );
    await world.db.query(
      `DELETE FROM payment_allocations WHERE payment_id = (SELECT id FROM payments WHERE reference = 'x1')`,
    );
    await world.db.query(`UPDATE cases SET paid_costs_minor = 0 WHERE ref = 'C/1'`);
    const placed = await Promise.all([placePayments(world.desk, fail), placePayments(world.desk, fail)]);
    expect(placed.sort()).toEqual([0, 1]);
    expect(await world.rows("SELECT balance_minor FROM cases WHERE ref = 'C/1'")).toEqual([
      { balance_minor: 11_000 },
    ]);
  });

  it('withdraw work that no agent has taken up', async () => {
    const caseId = await world.idOf('cases', 'A/6');
    await requestEscalation(world.desk, {
      caseId,
      reason: 'human-requested',
      origin: 'test',
      actor: 'debtor',
    });
    await payments(['s1', 'A/6', 11_500]);
    const [row] = await world.rows(`SELECT status, resolution FROM escalations WHERE case_id = '${caseId}'`);
    expect(row).toEqual({ status: 'resolved', resolution: 'case-closed: paid' });
  });

  it('for another creditor’s case are not let in', async () => {
    const other = await world.idOf('creditors', 'siec');
    const caseId = await world.idOf('cases', 'A/8');
    const command = { caseId, reference: 't1', amountMinor: 100, currency: 'PLN', paidOn: '2026-01-12' };
    const paid = await pay(world.desk, { ...command, creditorId: other, source: 'portal', actor: 'debtor' });
    expect(paid).toEqual({ kind: 'notFound' });
  });

  it('of one webhook told twice are one', async () => {
    const caseId = await world.idOf('cases', 'A/8');
    const command = {
      caseId,
      creditorId,
      reference: 't2',
      amountMinor: 11_500,
      currency: 'PLN',
      paidOn: '2026-01-12',
    };
    const once = await pay(world.desk, { ...command, source: 'webhook', actor: 'webhook' });
    const twice = await pay(world.desk, { ...command, source: 'webhook', actor: 'webhook' });
    expect([once, twice]).toEqual([
      { kind: 'ok', paidOff: true, cancelled: 0, fault: null },
      { kind: 'alreadyDone' },
    ]);
  });

  it('are taken for a case whose source lowered a component below what was paid of it', async () => {
    await payments(['v1', 'A/11', 500]);
    const lowered = casesFile(`A/11;${JAN};100,00;10,00;2,00;PLN;10.12.2025`);
    const changed = await importCases(world.intake, lowered, { portfolioRef: 'P1' });
    expect(changed.kind === 'imported' && changed.report.queued).toEqual([
      { line: 2, ref: 'A/11', faults: ['paid-exceeds-part'] },
    ]);
    const result = await payments(['v2', 'A/11', 11_000]);
    expect(result.faults).toEqual([{ reference: 'v2', fault: 'overpaid', unallocatedMinor: 300 }]);
    expect(await world.rows("SELECT status, balance_minor FROM cases WHERE ref = 'A/11'")).toEqual([
      { status: 'closed', balance_minor: 0 },
    ]);
  });

  it('confirm nothing to a person whom a stop covers', async () => {
    const caseId = await world.idOf('cases', 'A/9');
    await placeHold(world.desk, { caseId, covers: 'case', reason: 'dispute', until: null, actor: 'test' });
    await world.db.query(
      "UPDATE persons SET stops = '{deceased}' WHERE id = (SELECT person_id FROM cases WHERE ref = 'A/9')",
    );
    await payments(['u1', 'A/9', 11_500]);
    expect((await receipts()).some(({ ref }) => ref === 'A/9')).toBe(false);
  });
});

describe('a file of payments', () => {
  const text = [
    'numer_wplaty;nr_sprawy;tytul_przelewu;kwota;waluta;data_wplaty',
    'f1;A/10;;1 15,00;PLN;11.01.2026',
    'f2;;Spłata, sprawa A/10;50,00;PLN;11.01.2026',
    'f3;;spłata;20,00;PLN;2026-01-11',
    'f2;A/10;;50,00;PLN;11.01.2026',
    'f4;A/10;;0,00;PLN;11.01.2026',
    'f5;A/10;;50,00;PLN;01.02.2026',
  ].join('\n');

  it('tells in a dry run what would be paid off, and what would wait for a person', async () => {
    await importCases(world.intake, casesFile(`D/1;${JAN};100,00;10,00;5,00;PLN;10.12.2025`), {
      portfolioRef: 'P1',
    });
    const file = [
      'numer_wplaty;nr_sprawy;kwota;waluta;data_wplaty',
      'g1;D/1;15,00;PLN;11.01.2026',
      'g2;D/1;101,00;PLN;11.01.2026',
      'g3;D/1;7,00;EUR;11.01.2026',
    ].join('\n');
    const take = async (dryRun: boolean) => {
      const result = await importPayments(world.intake, textFile(file), { creditorRef: 'prad', dryRun });
      if (result.kind === 'refused') throw new Error('refused');
      return { counts: result.report.counts, flagged: result.report.flagged };
    };
    const foreseen = await take(true);
    expect(foreseen.counts).toMatchObject({ recorded: 3, paidOff: 1, flagged: 2 });
    expect(foreseen.flagged.map(({ line, fault }) => [line, fault])).toEqual([
      [3, 'overpaid'],
      [4, 'currency-differs'],
    ]);
    expect(await take(true)).toEqual(foreseen);
    expect(await take(false)).toEqual(foreseen);
  });

  it('finds the case in the title of the transfer and refuses bad rows alone', async () => {
    const dry = await importPayments(world.intake, textFile(text), {
      creditorRef: 'prad',
      dryRun: true,
    });
    const real = await importPayments(world.intake, textFile(text), { creditorRef: 'prad' });
    if (dry.kind === 'refused' || real.kind === 'refused') throw new Error('refused');
    expect(real.report.counts).toEqual({
      rows: 6,
      recorded: 2,
      repeated: 1,
      refused: 3,
      flagged: 1,
      paidOff: 0,
    });
    expect(dry.report.counts).toEqual(real.report.counts);
    expect(real.report.faults.map(({ line, column, reason }) => [line, column, reason])).toEqual([
      [2, 'kwota', 'groups its digits in another way than by three'],
      [6, 'kwota', 'is nothing'],
      [7, null, 'is a day that has not come yet'],
    ]);
    expect(await world.rows("SELECT balance_minor FROM cases WHERE ref = 'A/10'")).toEqual([
      { balance_minor: 6_500 },
    ]);
  });

  it('changes nothing the second time', async () => {
    const again = await importPayments(world.intake, textFile(text), { creditorRef: 'prad' });
    expect(again.kind === 'imported' && again.report.counts).toMatchObject({
      recorded: 0,
      repeated: 3,
      flagged: 0,
    });
  });

  it('is refused when its creditor is unknown', async () => {
    const refused = await importPayments(world.intake, textFile(text), { creditorRef: 'nobody' });
    expect(refused.kind === 'refused' && refused.refusal.code).toBe('unknown-creditor');
  });
});
