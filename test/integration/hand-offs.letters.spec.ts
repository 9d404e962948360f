import { join } from 'node:path';
import { exportHandOffs, letterFiles } from '#casework';
import type { HandOffBatch, HandOffDestination } from '#contracts';
import { projectDirectory } from '#platform';
import { TemplateLetterPress } from '#templating';
import { ASKING, HandOffWorld } from './hand-offs.world.js';
import { textOfPages } from './pdf-text.js';

const PRINT_HOUSE: HandOffDestination = {
  key: 'print-house',
  name: 'Print house',
  kind: 'letters',
  letter: 'formal-demand',
};
const LANGUAGES = ['pl', 'en', 'uk'];

let world: HandOffWorld;
let press: TemplateLetterPress;
beforeEach(async () => {
  world = await HandOffWorld.open(3, ASKING.replace('law-firm', 'print-house'));
  press = await TemplateLetterPress.open(join(projectDirectory(), 'templates'));
  await world.sending.prepare();
  for (const [place, language] of LANGUAGES.entries())
    await setDebtor(place, `language = '${language}', street = 'ul. Źródlana ${place + 1}', city = 'Łódź'`);
}, 120_000);
afterEach(() => world.close());

const setDebtor = (place: number, what: string) =>
  world.rows(
    `UPDATE debtors SET ${what} WHERE person_id = (SELECT person_id FROM cases ORDER BY ref OFFSET $1 LIMIT 1)`,
    [place],
  );
const setCase = (place: number, what: string) =>
  world.rows(`UPDATE cases SET ${what} WHERE ref = (SELECT ref FROM cases ORDER BY ref OFFSET $1 LIMIT 1)`, [
    place,
  ]);
const setPerson = (place: number, what: string) =>
  world.rows(
    `UPDATE persons SET ${what} WHERE id = (SELECT person_id FROM cases ORDER BY ref OFFSET $1 LIMIT 1)`,
    [place],
  );
const statuses = (): Promise<{ status: string; error: string | null; contacts: { ch: string }[] }[]> =>
  world.rows(
    `SELECT h.status, h.last_error AS error, p.contacts FROM hand_offs h JOIN persons p ON p.id = h.person_id
     JOIN cases c ON c.id = h.case_id ORDER BY c.ref`,
  );

const exported = () =>
  exportHandOffs({
    outbox: world.outbox,
    destinations: [PRINT_HOUSE],
    press: () => Promise.resolve(press),
    to: 'print-house',
    actor: 'agent:marek',
    at: world.sending.clock.now(),
  });
async function made(): Promise<HandOffBatch> {
  const result = await exported();
  if (result.kind !== 'ok') throw new Error(result.kind);
  return result.batch;
}

describe('letters for a house that prints and posts', () => {
  it('say in three languages who asks for what, to whom, and are the same to the byte when asked for again', async () => {
    expect(await exported()).toEqual({ kind: 'nothing' });
    await world.approveAll();
    const batch = await made();
    const { pdf, index } = await letterFiles(press, batch);
    const pages = textOfPages(pdf);
    const text = pages.join(' ');
    expect(text).not.toContain('\uFFFD');
    for (const words of [
      'Wezwanie do zapłaty',
      'w ciągu 14 dni',
      'zgłosić zastrzeżenia',
      'Rozmowa z człowiekiem',
    ])
      expect(text).toContain(words);
    for (const words of ['Demand for payment', 'within 14 days', 'dispute all or part', 'Talk to a person'])
      expect(text).toContain(words);
    for (const words of ['Вимога про сплату', 'протягом 14 днів', 'не погодитися', 'Розмова з людиною'])
      expect(text).toContain(words);
    for (const place of [1, 2, 3]) expect(text).toContain(`ul. Źródlana ${place} 00-001 Łódź`);
    expect(text).toContain('Faktura za energię');
    expect(text).toContain('PL61 1090 1014 0000 0712 1981 2874');
    expect(text).toContain('kontakt@energia.example');
    expect(text).toMatch(/1 234,50 zł.*12,30 zł.*1 246,80 zł/);
    expect(pages.filter((page) => / 1 \/ \d+/.test(page))).toHaveLength(3);
    const [head, line, , , end] = index.split('\r\n');
    expect(head).toBe(
      'batch,number,hand_off,case_ref,creditor,name,street,postcode,city,country,language,first_page,pages',
    );
    expect(line).toMatch(/,Anna Nowak,ul\. Źródlana \d,00-001,Łódź,PL,(pl|en|uk),1,\d$/);
    expect(end).toBe('');

    await world.rows("UPDATE cases SET principal_minor = 1, interest_minor = 0, title = 'Inny'");
    await world.rows("UPDATE creditors SET name = 'Kto inny', bank_account = NULL");
    const again = await world.outbox.batch(batch.number);
    if (again === null) throw new Error('the file is gone');
    const second = await letterFiles(press, again);
    expect(second.index).toBe(index);
    expect(second.pdf.equals(pdf)).toBe(true);
    expect(await exported()).toEqual({ kind: 'nothing' });
  });

  it('count as a contact of the person, and stand in the timeline', async () => {
    await world.approveAll();
    const { number } = await made();
    for (const { contacts } of await statuses()) {
      expect(contacts).toEqual([
        { at: world.sending.clock.now(), ch: 'letter', m: expect.any(String), c: expect.any(String) },
      ]);
    }
    const told = await world.rows<{ detail: object }>(
      "SELECT detail FROM case_events WHERE kind = 'hand_off.given'",
    );
    expect(told).toHaveLength(3);
    expect(told[0]?.detail).toMatchObject({
      batch: number,
      letter: expect.stringMatching(/^formal-demand\/(pl|en|uk)@/),
    });
  });

  it('go to nobody who has paid, has no address, or asked to be left alone; an agent gets those cases', async () => {
    await world.approveAll();
    await setCase(0, "status = 'closed', closed_reason = 'paid'");
    await setDebtor(1, 'street = NULL');
    await setPerson(2, "stops = '{cease}'");
    expect(await exported()).toEqual({ kind: 'nothing' });
    expect(await statuses()).toEqual([
      { status: 'withdrawn', error: null, contacts: [] },
      { status: 'failed', error: 'no-postal-address', contacts: [] },
      { status: 'failed', error: 'person-cease', contacts: [] },
    ]);
    const agents = await world.rows('SELECT queue, reason FROM escalations');
    expect(agents).toEqual(Array(2).fill({ queue: 'decisions', reason: 'hand-off-failed' }));
  });

  it('demand nothing that is time-barred or may be, and wait for a deceased person’s estate and for a hold', async () => {
    await world.approveAll();
    await setCase(0, "time_barred_on = '2026-01-12'");
    await setCase(1, "due_date = '2025-01-11', time_barred_on = NULL");
    await setPerson(2, "stops = '{deceased}'");
    expect(await exported()).toEqual({ kind: 'nothing' });
    expect((await statuses()).map(({ status, error }) => [status, error])).toEqual([
      ['failed', 'time-barred'],
      ['failed', 'age-of-debt-unknown'],
      ['approved', null],
    ]);
    await setPerson(2, "stops = '{}'");
    expect((await made()).rows).toHaveLength(1);
  });

  it('are not made at all while the creditor has no account to pay to', async () => {
    await world.approveAll();
    await world.rows('UPDATE creditors SET bank_account = NULL');
    await expect(exported()).rejects.toThrow('has no bank account, which every letter states');
    expect((await statuses()).map(({ status }) => status)).toEqual(['approved', 'approved', 'approved']);
  });
});
