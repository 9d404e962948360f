import type { InternalMail, InternalMailResult } from '#contracts';
import { notifyOwners } from '#casework';
import { PgOwnerNotices } from '#persistence';
import { crmAt, HandOffWorld, OutsideSystem, TELLING } from './hand-offs.world.js';

let world: HandOffWorld;
let outside: OutsideSystem;
beforeEach(async () => {
  world = await HandOffWorld.open(2, TELLING);
  outside = await OutsideSystem.open();
  await world.sending.prepare();
}, 120_000);
afterEach(async () => {
  await outside.close();
  await world.close();
});

const deliver = () => world.deliver([crmAt(outside.url)]);

describe('a hand-off that nobody is asked about', () => {
  it('is told once each by a signed webhook, and holds nothing up', async () => {
    expect(await world.enrolments()).toEqual(['ended completed', 'ended completed']);
    expect(await deliver()).toBe(2);
    expect(await deliver()).toBe(0);
    expect(outside.told).toHaveLength(2);
    const [first] = outside.told;
    expect(first?.body).toMatchObject({
      type: 'case.handed_off',
      timestamp: '2026-01-12T09:00:00.000Z',
      data: {
        handOff: first?.id,
        to: 'crm',
        step: 'notice',
        approvedBy: null,
        figures: { currency: 'PLN', balanceMinor: 124_680, principalMinor: 123_450, dueDate: '2026-01-11' },
        debtor: { kind: 'consumer', name: 'Anna Nowak', postcode: '00-001' },
      },
    });
    expect((await world.handOffs()).map(({ status }) => status)).toEqual(['given', 'given']);
  });

  it('is tried again under the same id, telling the same, until it arrives', async () => {
    outside.status = 503;
    expect(await deliver()).toBe(0);
    expect(await deliver()).toBe(0);
    expect(outside.tried).toHaveLength(2);
    expect(await world.handOff()).toMatchObject({ status: 'approved', lastError: 'http-503', tries: 1 });
    await world.sending.db.query('UPDATE cases SET interest_minor = 99999');
    await world.patienceOver();
    outside.status = 200;
    expect(await deliver()).toBe(2);
    expect([...outside.tried].slice(2).sort()).toEqual([...outside.tried].slice(0, 2).sort());
    expect(outside.told.map(({ body }) => body.data.figures.balanceMinor)).toEqual([124_680, 124_680]);
    expect(await world.handOff()).toMatchObject({ status: 'given', lastError: null, tries: 2 });
  });

  it('becomes an agent’s when its destination wants no more, or is tried in vain, or is not there', async () => {
    outside.status = 410;
    expect(await deliver()).toBe(2);
    expect(await world.handOff()).toMatchObject({ status: 'failed', lastError: 'http-410' });
    const agents = await world.rows('SELECT queue, reason, count(*) AS n FROM escalations GROUP BY 1, 2');
    expect(agents).toEqual([{ queue: 'decisions', reason: 'hand-off-failed', n: 2 }]);

    const again = "UPDATE hand_offs SET status = 'approved', next_try_at = now(), tries = 9";
    await world.sending.db.query(again);
    outside.status = 500;
    expect(await deliver()).toBe(2);
    expect(await world.handOff()).toMatchObject({ status: 'failed', lastError: 'http-500', tries: 10 });

    await world.sending.db.query(again);
    expect(await world.deliver([{ ...crmAt(outside.url), creditor: 'somebody-else' }])).toBe(2);
    expect(await world.handOff()).toMatchObject({ status: 'failed', lastError: 'no-such-destination' });
  });

  it('becomes an agent’s, and keeps no other waiting, when it does not make the body that is documented', async () => {
    const broken = `jsonb_build_object('case', 'K/1')`;
    await world.sending.db.query(
      `UPDATE hand_offs SET given = ${broken} WHERE id = (SELECT min(id::text)::uuid FROM hand_offs)`,
    );
    expect(await deliver()).toBe(2);
    expect((await world.handOffs()).map(({ status, lastError }) => [status, lastError]).sort()).toEqual([
      ['failed', 'body-not-as-documented'],
      ['given', null],
    ]);
    expect(outside.told).toHaveLength(1);
  });

  it('is not sent to this very machine unless that is meant', async () => {
    const { port } = new URL(outside.url);
    for (const host of ['127.0.0.1', 'localhost', '[::1]']) {
      await world.sending.db.query(
        "UPDATE hand_offs SET status = 'approved', next_try_at = now(), tries = 0",
      );
      await world.deliver([{ ...crmAt(`http://${host}:${port}/`), local: false }]);
      expect(await world.handOff()).toMatchObject({ status: 'failed', lastError: 'ELOOPBACK' });
    }
    expect(outside.tried).toEqual([]);
  });
});

describe('a mail to the account manager', () => {
  const sent: InternalMail[] = [];
  let answer: InternalMailResult = { outcome: 'accepted' };
  const mailer = {
    send: async (mail: InternalMail) => {
      sent.push(mail);
      return answer;
    },
    destroy: async () => undefined,
  };
  beforeEach(() => {
    sent.length = 0;
    answer = { outcome: 'accepted' };
  });
  const notify = (mails = true) => {
    const { db, clock } = world.sending;
    return notifyOwners({ notices: new PgOwnerNotices(db), mailer, clock, mails });
  };
  const name = (ref: string) =>
    world.sending.db.query(`UPDATE creditors SET settings = jsonb_build_object('accountManager', $1::text)`, [
      ref,
    ]);
  const outcomes = async () =>
    (await world.rows<{ o: string }>(`SELECT coalesce(outcome, 'open') AS o FROM owner_notices`)).map(
      ({ o }) => o,
    );

  it('goes out once a case, to whom the creditor names, and names nobody who owes', async () => {
    await name('anna');
    expect(await notify()).toBe(2);
    expect(await notify()).toBe(0);
    expect(sent.map(({ to }) => to)).toEqual(['anna@dunlin.example', 'anna@dunlin.example']);
    expect(sent[0]?.text).toMatch(/overdue-invoices[\s\S]*1,246\.80/);
    expect(sent[0]?.text).not.toContain('Nowak');
    expect(await outcomes()).toEqual(['sent', 'sent']);
    expect((await world.events()).filter((kind) => kind === 'owner.notified')).toHaveLength(2);
  });

  it('goes to who looks after the account, where the portfolio names an agent who is there', async () => {
    await name('marek');
    await world.sending.db.query(
      `UPDATE debtors SET attributes = jsonb_build_object('owner', CASE WHEN id = (SELECT min(id::text)::uuid FROM debtors)
         THEN 'anna' ELSE 'who-has-left' END)`,
    );
    expect(await notify()).toBe(2);
    expect(sent.map(({ to }) => to).sort()).toEqual(['anna@dunlin.example', 'marek@dunlin.example']);
  });

  it('that nobody can get is told of on the case’s timeline', async () => {
    expect(await notify()).toBe(2);
    expect(sent).toEqual([]);
    expect(await outcomes()).toEqual(['nobody', 'nobody']);
    expect(await world.events()).toContain('owner.not_notified');
  });

  it('is sent again when the server refused for now, and never when it may have gone out', async () => {
    await name('anna');
    answer = { outcome: 'refused', code: '4.2.1', retry: 'later' };
    expect(await notify()).toBe(0);
    expect(await outcomes()).toEqual(['open', 'open']);
    await world.sending.db.query('UPDATE owner_notices SET lease_until = now()');
    answer = { outcome: 'unknown', code: 'ETIMEDOUT' };
    expect(await notify()).toBe(2);
    await world.sending.db.query('UPDATE owner_notices SET lease_until = now()');
    expect(await notify()).toBe(0);
    expect(sent).toHaveLength(4);
    expect(await outcomes()).toEqual(['unknown', 'unknown']);
  });
});
