import { TrackerDoors } from './tracker.doors.js';
import { type Message, type TrackerWorld } from './tracker.world.js';

let doors: TrackerDoors;
let world: TrackerWorld;
let base: string;

beforeAll(async () => {
  doors = await TrackerDoors.open();
  world = doors.world;
  base = doors.base;
});
afterAll(() => doors.close());

const reply = (from: string, body: string, more?: Record<string, string>) => doors.reply(from, body, more);
const query = (sql: string, ...values: unknown[]) => doors.query(sql, ...values);

describe('replies', () => {
  const interactions = (message: Message) =>
    query(
      'SELECT kind, message_id, counts_as_response AS counts, detail ->> $2 AS text FROM interactions WHERE case_id = $1 ORDER BY kind',
      message.debtor.caseId,
      'text',
    );

  it('are kept with the case that the latest message was about, and wake it', async () => {
    const message = await world.message();
    expect(await reply(message.debtor.phone, 'Zapłacę w piątek')).toBe(200);
    expect(await interactions(message)).toEqual([
      { kind: 'reply', message_id: message.messageId, counts: true, text: 'Zapłacę w piątek' },
    ]);
    expect((await world.stateOf(message)).wakeUps).toEqual(['response', 'escalation']);
  });

  it('belong to the creditor from whose number they were asked for, though another one wrote later', async () => {
    const earlier = await world.message();
    const later = await world.message({}, earlier.debtor);
    await query(
      `WITH other AS (
         INSERT INTO creditors (id, ref, name, country, zone, sms_sender)
         SELECT gen_random_uuid(), ref || '-2', name, country, zone, '+48799000222' FROM creditors LIMIT 1 RETURNING id
       ) UPDATE messages SET creditor_id = other.id FROM other WHERE messages.id = $1`,
      later.messageId,
    );
    await query(
      `UPDATE creditors SET sms_sender = '+48799000111' FROM messages m WHERE m.id = $1 AND creditors.id = m.creditor_id`,
      earlier.messageId,
    );
    const answered = async (to: string) => {
      await reply(earlier.debtor.phone, `to ${to}`, { To: to });
      const [row] = await query(
        `SELECT message_id FROM interactions WHERE detail ->> 'text' = $1 LIMIT 1`,
        `to ${to}`,
      );
      return row?.message_id;
    };
    expect(await answered('+48799000111')).toBe(earlier.messageId);
    expect(await answered('+48799000222')).toBe(later.messageId);
  });

  it('that Twilio posts twice are kept once', async () => {
    const message = await world.message();
    await reply(message.debtor.phone, 'Dobrze', { MessageSid: 'SM-same' });
    await reply(message.debtor.phone, 'Dobrze', { MessageSid: 'SM-same' });
    expect(await interactions(message)).toHaveLength(1);
  });

  it.each([
    ['STOP', { OptOutType: 'STOP' }],
    ['Proszę nie pisać', {}],
  ])('that say "%s" close the number to text messages at once', async (text, more) => {
    const waiting = await world.message({
      outcome: 'none',
      status: 'planned',
      flight: { stage: 'moving', leaseSeconds: 30 },
    });
    expect(await reply(waiting.debtor.phone, text, more)).toBe(200);
    const [point] = await query('SELECT opted_out FROM contact_points WHERE id = $1', waiting.debtor.phoneId);
    expect(point).toEqual({ opted_out: ['sms'] });
    expect(await world.stateOf(waiting)).toMatchObject({ message: 'cancelled', flight: undefined });
    const confirmations = await query(
      `SELECT family FROM messages WHERE person_id = $1 AND purpose = 'requested'`,
      waiting.debtor.personId,
    );
    expect(confirmations).toHaveLength('OptOutType' in more ? 0 : 1);
  });

  it('that stop texts are confirmed with the number of the case that was answered, not another one', async () => {
    const answered = await world.message();
    const [other] = await query(
      `INSERT INTO cases (id, shard, person_id, debtor_id, portfolio_id, creditor_id, ref, title, currency, principal_minor,
         due_date, stage, created_at, debtor_kind, debtor_language)
       SELECT uuidv7(), shard, person_id, debtor_id, portfolio_id, creditor_id, ref || '-2', title, currency, principal_minor,
         due_date, stage, created_at, debtor_kind, debtor_language FROM cases WHERE id = $1 RETURNING id`,
      answered.debtor.caseId,
    );
    await query(
      'UPDATE messages SET case_ids = ARRAY[$1::uuid] WHERE id = $2',
      other?.id,
      answered.messageId,
    );
    await reply(answered.debtor.phone, 'Proszę nie pisać');
    const confirmed = await query(
      `SELECT case_ids FROM messages WHERE person_id = $1 AND family = 'opt-out-confirmation'`,
      answered.debtor.personId,
    );
    expect(confirmed).toEqual([{ case_ids: [other?.id] }]);
  });

  const escalations = ({ debtor }: Message) =>
    query('SELECT reason, priority, status FROM escalations WHERE case_id = $1', debtor.caseId);
  const holds = ({ debtor }: Message) =>
    query('SELECT reason FROM holds WHERE case_id = $1 AND lifted_at IS NULL', debtor.caseId);
  /** A reminder on its way, after one that arrived and can be answered. */
  async function remindedAgain(): Promise<{ answered: Message; waiting: Message }> {
    const answered = await world.message();
    const flight = { stage: 'moving', leaseSeconds: 30 } as const;
    const waiting = await world.message({ outcome: 'none', status: 'planned', flight }, answered.debtor);
    return { answered, waiting };
  }

  it.each([
    ['Czy można rozłożyć na raty?', {}, 3],
    ['kto to?', {}, 3],
    ['pomożecie?', { OptOutType: 'HELP' }, 3],
    ['START', { OptOutType: 'START' }, 3],
    ['STOP, proszę do mnie więcej nie pisać, jestem w szpitalu', {}, 2],
  ])(
    'that only a person can answer, such as "%s", ask for an agent, and outreach rests',
    async (text, more, priority) => {
      const { answered, waiting } = await remindedAgain();
      expect(await reply(answered.debtor.phone, text, more)).toBe(200);
      expect(await escalations(answered)).toEqual([{ reason: 'reply', priority, status: 'requested' }]);
      expect(await holds(answered)).toEqual([{ reason: 'escalated' }]);
      expect(await world.stateOf(waiting)).toMatchObject({ message: 'cancelled', flight: undefined });
      const [point] = await query(
        'SELECT opted_out FROM contact_points WHERE id = $1',
        answered.debtor.phoneId,
      );
      expect(point).toEqual({ opted_out: [] });
    },
  );

  it('that take a STOP back reach an agent, and the number stays closed until the debtor’s wish is met', async () => {
    const message = await world.message();
    await reply(message.debtor.phone, 'STOP', { OptOutType: 'STOP' });
    await reply(message.debtor.phone, 'START', { OptOutType: 'START' });
    expect(await escalations(message)).toEqual([{ reason: 'reply', priority: 3, status: 'requested' }]);
    const [point] = await query('SELECT opted_out FROM contact_points WHERE id = $1', message.debtor.phoneId);
    expect(point).toEqual({ opted_out: ['sms'] });
  });

  it('ask for one agent, however often they are posted and however many follow', async () => {
    const message = await world.message();
    await reply(message.debtor.phone, 'Kiedy?', { MessageSid: 'SM-asks' });
    await reply(message.debtor.phone, 'Kiedy?', { MessageSid: 'SM-asks' });
    await reply(message.debtor.phone, 'Halo, kiedy?');
    expect(await escalations(message)).toHaveLength(1);
    expect(await holds(message)).toHaveLength(1);
    await query(`UPDATE escalations SET status = 'resolved' WHERE case_id = $1`, message.debtor.caseId);
    await reply(message.debtor.phone, 'Kiedy?', { MessageSid: 'SM-asks' });
    expect(await escalations(message)).toHaveLength(1);
  });

  it('that were stored before something failed ask for their agent when they are posted again', async () => {
    const message = await world.message();
    await world.db.query('ALTER TABLE escalations RENAME TO escalations_away');
    expect(await reply(message.debtor.phone, 'Jak?', { MessageSid: 'SM-failed' })).toBeGreaterThanOrEqual(
      500,
    );
    await world.db.query('ALTER TABLE escalations_away RENAME TO escalations');
    expect(await reply(message.debtor.phone, 'Jak?', { MessageSid: 'SM-failed' })).toBe(200);
    expect(await escalations(message)).toHaveLength(1);
    expect(await interactions(message)).toHaveLength(1);
  });

  it('that a rule of ours obeys, or about a case that is closed, ask for nobody', async () => {
    const stopped = await world.message();
    await reply(stopped.debtor.phone, 'STOP', { OptOutType: 'STOP' });
    const strange = await world.message();
    await reply(strange.debtor.phone, 'Nie znam tej osoby');
    const closed = await world.message();
    await query(`UPDATE cases SET status = 'closed', closed_at = now() WHERE id = $1`, closed.debtor.caseId);
    await reply(closed.debtor.phone, 'Dziękuję za wszystko');
    for (const each of [stopped, strange, closed]) {
      expect([await escalations(each), await holds(each)]).toEqual([[], []]);
    }
  });

  it('of a stranger make us forget the number, and count as no response', async () => {
    const message = await world.message();
    await reply(message.debtor.phone, 'Pomyłka, zły numer');
    const [point] = await query(
      'SELECT status, value FROM contact_points WHERE id = $1',
      message.debtor.phoneId,
    );
    expect(point).toEqual({ status: 'purged', value: null });
    expect((await world.stateOf(message)).wakeUps).not.toContain('response');
    expect((await interactions(message)).find((one) => one['kind'] === 'reply')).toMatchObject({
      counts: false,
    });
  });

  it('from a number that nobody has wait for a human, and no STOP is lost', async () => {
    expect(await reply('+48699999999', 'STOP')).toBe(200);
    expect(
      await query(`SELECT row_data ->> 'text' AS text FROM data_queue WHERE resolved_at IS NULL`),
    ).toEqual([{ text: 'STOP' }]);
    const asked = () => query(`SELECT id FROM escalations`);
    const before = await asked();
    await reply('+48699999999', 'Kto pisze i czego chce?');
    expect(await asked()).toEqual(before);
    expect(await query('SELECT channel FROM suppressions')).toContainEqual({ channel: 'sms' });
  });

  it('that are forged are refused', async () => {
    const response = await fetch(`${base}/webhooks/twilio/inbound`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded', 'x-twilio-signature': 'bm8=' },
      body: 'MessageSid=SM1&From=%2B48600000001&To=%2B48&Body=STOP',
    });
    expect(response.status).toBe(403);
  });
});
