import { setTimeout as sleep } from 'node:timers/promises';
import { closeCase, importCases, recordConsent } from '#casework';
import { CaseworkWorld, MONDAY, textFile } from './casework.world.js';

let world: CaseworkWorld;
beforeAll(async () => (world = await CaseworkWorld.open()), 120_000);
beforeEach(() => world.reset());
afterAll(() => world.close());

const HEADER =
  'nr_sprawy;pesel;imie;nazwisko;kod_pocztowy;telefon;telefon_2;email;kwota;termin_platnosci;zgoda_sms;zgoda_telefon;zgoda_email;data_zgody;zgoda_sms_2;zrodlo_zgody';

const row = (ref: string, consents: string, amount = '80,00') =>
  `${ref};80010112340;Jan;Kowalski;00-001;600 100 200;600 100 201;jan@example.com;${amount};10.12.2025;${consents}`;

async function take(...rows: string[]) {
  const result = await importCases(world.intake, textFile([HEADER, ...rows].join('\n')), {
    portfolioRef: 'P1',
  });
  if (result.kind !== 'imported') throw new Error(JSON.stringify(result));
  return result.report;
}

interface Said {
  said: string;
  at: number | null;
  source: string;
  by: string;
}

/** What is on record of an address, by channel. */
async function consentsOf(value: string): Promise<Record<string, Said>> {
  const [point] = await world.rows<{ consents: Record<string, Said> }>(
    'SELECT consents FROM contact_points WHERE value = $1',
    [value],
  );
  return point?.consents ?? {};
}

const PHONE = '+48600100200';
const said = async () => (await consentsOf(PHONE)).sms?.said;

async function tell(said: 'given' | 'withdrawn', at = MONDAY) {
  const [point] = await world.rows<{ id: string; case_id: string }>(
    'SELECT cp.id, c.id AS case_id FROM contact_points cp JOIN cases c USING (debtor_id) WHERE cp.value = $1',
    [PHONE],
  );
  const command = { caseId: point?.case_id ?? '', contactPointId: point?.id ?? '', said, at };
  return recordConsent(world.desk, { ...command, channel: 'rcs', source: 'call', actor: 'agent:anna' });
}

describe('the columns about consent', () => {
  it('are kept with the address that they are about: what was said, when, where, and by which file', async () => {
    const { runId } = await take(row('Z/1', 'tak;nie;cofnięta;05.01.2026;tak;formularz www'));
    const by = `import:${runId}`;
    const given = { said: 'given', at: Date.parse('2026-01-05'), source: 'formularz www', by };
    expect(await consentsOf(PHONE)).toEqual({ sms: given });
    expect(await consentsOf('+48600100201')).toEqual({ sms: { ...given, at: null } });
    expect(await consentsOf('jan@example.com')).toEqual({
      email: { ...given, said: 'withdrawn', at: Date.parse('2026-01-06') - 1 },
    });
  });

  it('are refused where they say neither', async () => {
    const { faults } = await take(row('Z/1', 'może;;;;;'));
    expect(faults[0]).toMatchObject({
      column: 'zgoda_sms',
      value: 'może',
      remedy: 'write "tak", "nie" or "cofnięta"',
    });
  });

  it('leave a row without them as it was: the same row again changes nothing', async () => {
    await take(row('Z/1', ';;;;;'));
    expect((await take(row('Z/1', ';;;;;'))).counts.unchanged).toBe(1);
    expect((await take(row('Z/1', 'tak;;;;;'))).counts.updated).toBe(1);
    expect((await take(row('Z/1', 'tak;;;;;'))).counts.unchanged).toBe(1);
  });

  it('of several rows about one address are heeded all, and what one of them takes back stands', async () => {
    await take(row('Z/1', 'cofnięta;tak;;;;'), row('Z/2', 'tak;;;;;'));
    const { sms, voice } = await consentsOf(PHONE);
    expect([sms?.said, voice?.said]).toEqual(['withdrawn', 'given']);
  });
});

describe('of two sayings', () => {
  it('a file without a day never revives what was taken back, nor one with an older day', async () => {
    await take(row('Z/1', 'tak;;;;;'));
    expect(await tell('withdrawn')).toEqual({ kind: 'ok' });
    await take(row('Z/1', 'tak;;;;;', '90,00'));
    expect(await said()).toBe('withdrawn');
    await take(row('Z/1', 'tak;;;11.01.2026;;', '91,00'));
    expect(await said()).toBe('withdrawn');
    // Dated ahead of today it proves nothing.
    await take(row('Z/1', 'tak;;;01.02.2026;;', '92,00'));
    expect(await said()).toBe('withdrawn');
  });

  it('the later one stands', async () => {
    await take(row('Z/1', 'cofnięta;;;05.01.2026;;'));
    await take(row('Z/1', 'tak;;;07.01.2026;;', '90,00'));
    expect(await said()).toBe('given');
    await take(row('Z/1', 'cofnięta;;;06.01.2026;;', '91,00'));
    expect(await said()).toBe('given');
    expect(await tell('withdrawn')).toEqual({ kind: 'ok' });
    expect(await tell('given')).toEqual({ kind: 'alreadyDone' });
    await world.clock.stepTo(MONDAY + 1000);
    expect(await tell('given', MONDAY + 1000)).toEqual({ kind: 'ok' });
    expect(await tell('given', MONDAY + 2000)).toEqual({ kind: 'invalid', reason: 'consent-in-the-future' });
  });
});

describe('a consent that is taken back', () => {
  it('is so for the address whoever the creditor is; given, it is to one of them', async () => {
    await take(row('Z/1', ';;;;;'));
    await importCases(world.intake, textFile([HEADER, row('S/1', ';;;;;')].join('\n')), {
      portfolioRef: 'S1',
    });
    const all = () =>
      world.rows<{ said: string | null }>(
        `SELECT consents #>> '{sms,said}' AS said FROM contact_points WHERE value = $1 ORDER BY 1`,
        [PHONE],
      );
    expect(await tell('given')).toEqual({ kind: 'ok' });
    expect(await all()).toEqual([{ said: 'given' }, { said: null }]);
    await world.clock.stepTo(MONDAY + 1000);
    expect(await tell('withdrawn', MONDAY + 1000)).toEqual({ kind: 'ok' });
    expect(await all()).toEqual([{ said: 'withdrawn' }, { said: 'withdrawn' }]);
    const told = await world.rows<{ ref: string }>(
      `SELECT c.ref FROM case_events e JOIN cases c ON c.id = e.case_id
       WHERE e.kind = 'contact_point.consent_withdrawn' ORDER BY 1`,
    );
    expect(told).toEqual([{ ref: 'S/1' }, { ref: 'Z/1' }]);
  });

  it('in the row of a case that is closed counts all the same, for the debtor may have others', async () => {
    await take(row('Z/1', 'tak;;;;;'), row('Z/2', ';;;;;'));
    const caseId = await world.idOf('cases', 'Z/1');
    await closeCase(world.desk, { caseId, reason: 'withdrawn', actor: 'agent:anna' });
    await take(row('Z/1', 'cofnięta;;;;;'));
    expect(await said()).toBe('withdrawn');
  });

  it('by a file waits for whoever holds the person, also where the row brings a new case (I6)', async () => {
    await take(row('Z/1', 'tak;;;;;'));
    let taken = false;
    let taking: Promise<unknown> | undefined;
    await world.db.transaction(async (tx) => {
      await tx.query('SELECT id FROM persons FOR NO KEY UPDATE');
      taking = take(row('Z/9', 'cofnięta;;;;;')).then(() => (taken = true));
      await sleep(400);
      expect(taken).toBe(false);
      // Read without a lock: while it is held, nothing is taken back.
      expect(await said()).toBe('given');
    });
    await taking;
    expect(await said()).toBe('withdrawn');
  });
});
