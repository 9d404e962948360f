import { HotDatabase } from '#persistence';
import { BIRTH_KEYS, CallsWorld, firstTurn } from './calls.world.js';

let world: CallsWorld;
beforeAll(async () => {
  world = await CallsWorld.open();
});
afterAll(() => world.close());

describe('calls that are answered in the same instant', () => {
  it('each go their own way: whoever has paid hears nothing, whoever errs is told nothing, each response is kept once', async () => {
    const messages = [];
    for (let n = 0; n < 12; n += 1) messages.push(await world.call());
    const [paid, strange] = messages;
    await world.query(`UPDATE cases SET paid_principal_minor = 10000 WHERE id = $1`, paid?.debtor.caseId);
    await world.query(`UPDATE debtors SET birth_date = '1955-05-05' WHERE id = $1`, strange?.debtor.debtorId);
    const calls = await Promise.all(messages.map((message) => world.answered(message, '1', BIRTH_KEYS)));
    const heard = calls.map(({ said }) =>
      said.includes('Kwota 100,00 zł') ? 'told' : said.includes('datę urodzenia') ? 'asked again' : 'nothing',
    );
    expect(heard).toEqual(['nothing', 'asked again', ...Array.from({ length: 10 }, () => 'told')]);
    const kept = await world.query(
      `SELECT (SELECT count(*) FROM call_turns)::int AS turns, (SELECT count(*) FROM calls)::int AS calls,
              (SELECT count(*) FROM interactions)::int AS responses, (SELECT count(*) FROM wake_ups)::int AS wakes`,
    );
    expect(kept).toEqual([{ turns: 36, calls: 12, responses: 11, wakes: 11 }]);
  });

  it('are answered with those of nobody among them, and one unknown leg takes none along', async () => {
    const message = await world.call();
    const other = await world.call();
    const paths = [message, { ...message, messageId: other.messageId.replace(/.$/, '0') }, other].map(
      firstTurn,
    );
    const turns = await Promise.all(paths.map((path) => world.turn(path, { AnsweredBy: 'human' })));
    expect(turns.map(({ status, said }) => [status, said !== ''])).toEqual([
      [200, true],
      [200, false],
      [200, true],
    ]);
  });
});

describe('what callers make happen', () => {
  it('is parsed and planned once by each connection, however often it happens', async () => {
    const db = new HotDatabase({ url: world.doors.world.url, connections: 1, named: true });
    const text = 'SELECT id FROM persons WHERE id = ANY($1)';
    for (let time = 0; time < 3; time += 1) await db.query(text, [[]]);
    const { rows } = await db.query('SELECT statement, generic_plans FROM pg_prepared_statements');
    expect(rows).toEqual([{ statement: text, generic_plans: 3 }]);
    await db.close();
  });
});
