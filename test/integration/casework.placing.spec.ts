import { importCases, importPayments, placePayments, recordPayments } from '#casework';
import { CaseworkWorld, EWA, JAN, casesFile, textFile } from './casework.world.js';

let world: CaseworkWorld;
let prad: string;
let siec: string;

beforeAll(async () => {
  world = await CaseworkWorld.open();
  prad = await world.idOf('creditors', 'prad');
  siec = await world.idOf('creditors', 'siec');
  await take('P1', 'A/1', 'A/2', 'A/3');
});
afterAll(() => world.close());

async function take(portfolioRef: string, ...refs: string[]): Promise<void> {
  const rows = refs.map((ref) => `${ref};${ref.endsWith('1') ? JAN : EWA};100,00;0;0;PLN;10.12.2025`);
  const result = await importCases(world.intake, casesFile(...rows), { portfolioRef });
  if (result.kind === 'refused') throw new Error(result.refusal.reason);
}

interface Said {
  reference: string;
  caseRef?: string;
  amountMinor: number;
  currency?: string;
}

function record(creditorId: string, ...said: Said[]) {
  const payments = said.map((each) => ({ currency: 'PLN', paidOn: '2026-01-12', ...each }));
  return recordPayments(world.desk, { creditorId, source: 'api', actor: 'test', payments });
}

const differing = () => world.count('data_queue WHERE faults @> \'[{"code": "differs-from-recorded"}]\'');

describe('a payment that comes again under its reference', () => {
  const first: Said = { reference: 'p1', caseRef: 'A/1', amountMinor: 1_000 };

  it('and says the same is repeated, and nobody is asked', async () => {
    await record(prad, first);
    expect(await record(prad, first, { ...first, caseRef: undefined })).toMatchObject({
      recorded: 0,
      repeated: 2,
      faults: [],
    });
    expect(await differing()).toBe(0);
  });

  it.each<[string, Partial<Said>]>([
    ['amount', { amountMinor: 1_100 }],
    ['currency', { currency: 'EUR' }],
    ['case', { caseRef: 'A/2' }],
    ['case, one that is unknown', { caseRef: 'nobody' }],
  ])('with another %s is not booked, and put before a person once', async (_, change) => {
    const before = await differing();
    for (const _again of [1, 2]) {
      expect(await record(prad, { ...first, ...change })).toMatchObject({
        recorded: 0,
        repeated: 1,
        faults: [{ reference: 'p1', fault: 'differs-from-recorded', unallocatedMinor: 0 }],
      });
    }
    expect(await differing()).toBe(before + 1);
    expect(await world.rows("SELECT amount_minor, currency FROM payments WHERE reference = 'p1'")).toEqual([
      { amount_minor: 1_000, currency: 'PLN' },
    ]);
  });

  it('in a file is told in the dry run as in the import, also within the file', async () => {
    const text = [
      'numer_wplaty;nr_sprawy;kwota;waluta;data_wplaty',
      'p1;A/1;12,00;PLN;11.01.2026',
      'f1;A/1;5,00;PLN;11.01.2026',
      'f1;A/1;6,00;PLN;11.01.2026',
    ].join('\n');
    const run = async (dryRun: boolean) => {
      const result = await importPayments(world.intake, textFile(text), { creditorRef: 'prad', dryRun });
      if (result.kind === 'refused') throw new Error(result.refusal.reason);
      const flagged = [...result.report.flagged].sort((a, b) => a.line - b.line);
      return { counts: result.report.counts, flagged };
    };
    const before = await differing();
    const foreseen = await run(true);
    expect(await differing()).toBe(before);
    expect(foreseen.counts).toMatchObject({ recorded: 1, repeated: 2, flagged: 2 });
    expect(foreseen.flagged.map(({ line, fault }) => [line, fault])).toEqual([
      [2, 'differs-from-recorded'],
      [4, 'differs-from-recorded'],
    ]);
    expect(await run(false)).toEqual(foreseen);
    expect(await differing()).toBe(before + 2);
  });
});

describe('money of a creditor that cannot be placed', () => {
  it("keeps nobody else's money waiting, and no other creditor's import from its end", async () => {
    // The first by id fails.
    const [broken, sound] = [
      { id: prad, portfolio: 'P1' },
      { id: siec, portfolio: 'S1' },
    ].sort((a, b) => (a.id < b.id ? -1 : 1)) as [
      { id: string; portfolio: string },
      { id: string; portfolio: string },
    ];
    await record(broken.id, { reference: 'w1', caseRef: 'W/1', amountMinor: 500 });
    await world.db.query(`
      CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'broken'; END $$;
      CREATE TRIGGER refuse BEFORE UPDATE OF fault ON payments FOR EACH ROW
      WHEN (OLD.fault IS NOT NULL AND OLD.creditor_id = '${broken.id}') EXECUTE FUNCTION refuse()`);
    await expect(take(broken.portfolio, 'W/1')).rejects.toThrow('broken');
    await record(sound.id, { reference: 'w2', caseRef: 'W/2', amountMinor: 500 });
    await take(sound.portfolio, 'W/2');
    expect(await world.rows("SELECT fault FROM payments WHERE reference = 'w2'")).toEqual([{ fault: null }]);

    await world.db.query(`
      DELETE FROM payment_allocations WHERE payment_id = (SELECT id FROM payments WHERE reference = 'w2');
      UPDATE payments SET fault = 'unknown-case', case_id = NULL, unallocated_minor = amount_minor
      WHERE reference = 'w2'`);
    const failed: string[] = [];
    expect(await placePayments(world.desk, (creditorId) => void failed.push(creditorId))).toBe(1);
    expect(failed).toEqual([broken.id]);
  });
});
