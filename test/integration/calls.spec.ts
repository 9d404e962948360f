import { PgCaseBook } from '#persistence';
import { BIRTH_KEYS, CallsWorld, firstTurn, OF_THE_DEBT } from './calls.world.js';
import { signedByTwilio } from './tracker.doors.js';

let world: CallsWorld;
beforeAll(async () => {
  world = await CallsWorld.open();
});
afterAll(() => world.close());

describe('a call', () => {
  it('says that a machine speaks and for whom, and nothing of the debt before the identity was shown', async () => {
    const message = await world.call();
    const opening = await world.answered(message);
    expect(opening.said).toContain('Mówi automatyczny asystent. Dzwonię w imieniu firmy Łącze Północ');
    const asked = await world.answered(message, '1');
    expect(asked.said).toContain('datę urodzenia');
    for (const { said } of [opening, asked]) expect(said).not.toMatch(OF_THE_DEBT);
    const told = await world.answered(message, '1', BIRTH_KEYS);
    expect(told.said).toContain('Kwota 100,00 zł była do zapłaty do 12 listopada 2026');
  });

  it('in which the identity was shown is a response, once; without it there is none', async () => {
    const message = await world.call();
    await world.answered(message, '1', BIRTH_KEYS);
    await world.answered(message, '1', BIRTH_KEYS);
    expect(await world.interactions(message.debtor)).toEqual([
      { kind: 'call', channel: 'voice', counts: true },
    ]);
    expect((await world.doors.world.stateOf(message)).wakeUps).toEqual(['response']);
    const stranger = await world.call();
    const unproved = await world.answered(stranger, '1', '01011970', '02021970');
    expect(unproved.said).toContain('nie możemy powiedzieć więcej');
    expect((await world.answered(stranger, '1', '01011970')).said).toContain(
      'Wpisane cyfry nie zgadzają się',
    );
    const wrongKeys = await world.call();
    expect((await world.answered(wrongKeys, '5')).said).toMatch(/^Pod tym klawiszem nie ma .* Dzień dobry/);
    expect((await world.answered(wrongKeys, '5', '7')).said).not.toMatch(/Nie usłyszeliśmy|Dzień dobry/);
    const silent = await world.call();
    expect((await world.answered(silent, '', '')).said).toContain('Nie usłyszeliśmy odpowiedzi');
    expect(await world.outcome(stranger)).toBe('not-identified');
    expect(await world.outcome(wrongKeys)).toBe('not-identified');
    expect(await world.outcome(silent)).toBe('silent');
    for (const { debtor } of [stranger, wrongKeys, silent])
      expect(await world.interactions(debtor)).toEqual([]);
  });

  it('keeps its transcript, and in it no digit of the identity check', async () => {
    const message = await world.call();
    await world.answered(message, '1', '99998888', BIRTH_KEYS, '');
    const turns = await world.query(
      'SELECT turn, node, heard, said FROM call_turns WHERE message_id = $1 ORDER BY turn',
      message.messageId,
    );
    expect(turns).toEqual([
      { turn: 0, node: null, heard: 'answered-by-person', said: ['opening'] },
      { turn: 1, node: 'opening', heard: 'here', said: ['identity:birthDate'] },
      {
        turn: 2,
        node: 'identity',
        heard: 'identity-not-shown',
        said: ['identity:birthDate:mismatch', 'identity:birthDate'],
      },
      { turn: 3, node: 'identity', heard: 'identity-shown', said: ['matter'] },
      { turn: 4, node: 'matter', heard: 'silence', said: ['matter'] },
    ]);
    const [call] = await world.query(
      `SELECT c.dialogue_version AS version, d.source LIKE 'dialogue: overdue-call%' OR d.source LIKE '#%' AS kept
       FROM calls c JOIN dialogues d ON d.version = c.dialogue_version WHERE c.message_id = $1`,
      message.messageId,
    );
    expect(call).toEqual({ version: expect.stringMatching(/^dialogues\/overdue-call\/pl@/), kept: true });
  });

  it('is on the timeline of its case with its transcript, and the words of its leg are not', async () => {
    const message = await world.call();
    await world.answered(message, '1', BIRTH_KEYS, '2', '1');
    const timeline = await new PgCaseBook(world.doors.world.db).timeline(message.debtor.caseId);
    expect(timeline?.find((entry) => entry.type === 'call')).toMatchObject({
      verified: true,
      outcome: 'promised',
      turns: [
        { heard: 'answered-by-person', said: ['opening'] },
        { heard: 'here', said: ['identity:birthDate'] },
        { heard: 'identity-shown', said: ['matter'] },
        { heard: 'promise', said: ['promise-date'] },
        { heard: 'soon', said: ['promised'] },
      ],
    });
    expect(JSON.stringify(timeline)).not.toContain('Przykładowa');
  });

  it('has nothing to tell once the case was paid while it rang', async () => {
    const message = await world.call();
    await world.query(`UPDATE cases SET paid_principal_minor = 10000 WHERE id = $1`, message.debtor.caseId);
    const told = await world.answered(message, '1', BIRTH_KEYS);
    expect(told.said).not.toMatch(OF_THE_DEBT);
    expect(await world.outcome(message)).toBe('nothing-to-say');
  });

  it('that is over says nothing to whoever plays its requests again', async () => {
    const message = await world.call();
    const { requests } = await world.answered(message, '1', BIRTH_KEYS);
    await world.status(message, { CallStatus: 'completed', CallDuration: '41', AnsweredBy: 'human' });
    const again = await world.turn(...(requests[2] as [string, Record<string, string>]));
    expect(again.twiml).toContain('<Response><Hangup/></Response>');
    expect(await world.query('SELECT seconds FROM calls WHERE message_id = $1', message.messageId)).toEqual([
      { seconds: 41 },
    ]);
  });
});

describe('what a caller chooses', () => {
  it('is the link: sent to that number by SMS, at once, as a message that was asked for', async () => {
    const message = await world.call();
    expect((await world.answered(message, '1', BIRTH_KEYS, '1')).said).toContain('SMS jest w drodze');
    const [sent] = await world.query(
      `SELECT id, purpose, family, channels, extra ->> 'contactPointId' AS point FROM messages
       WHERE person_id = $1 AND family = 'link-requested'`,
      message.debtor.personId,
    );
    expect(sent).toMatchObject({ purpose: 'requested', channels: ['sms'], point: message.debtor.phoneId });
    expect(world.doors.queue.rendered.flatMap(({ ids }) => ids)).toContain(sent?.id);
    expect(await world.outcome(message)).toBe('link-sent');
  });

  it('is no link where the number takes no texts: nothing is announced that will not come', async () => {
    const message = await world.call();
    await world.query(
      `UPDATE contact_points SET opted_out = '{sms}' WHERE id = $1 RETURNING id`,
      message.debtor.phoneId,
    );
    const told = await world.answered(message, '1', BIRTH_KEYS, '1');
    expect(told.said).toContain('W tej rozmowie nie da się tego zrobić');
    const planned = await world.query(
      `SELECT id FROM messages WHERE person_id = $1 AND family = 'link-requested'`,
      message.debtor.personId,
    );
    expect(planned).toEqual([]);
  });

  it('is a promise with a date', async () => {
    const message = await world.call();
    const when = await world.answered(message, '1', BIRTH_KEYS, '2');
    expect(when.said).toContain('Do 19 stycznia 2026: proszę nacisnąć 2');
    expect((await world.answered(message, '1', BIRTH_KEYS, '2', '2')).said).toContain(
      'Zapisaliśmy dzień zapłaty',
    );
    expect(await world.outcome(message)).toBe('promised');
    const told = await world.query(
      `SELECT message_id AS id FROM interactions WHERE case_id = $1 AND kind = 'promise'`,
      message.debtor.caseId,
    );
    expect(told).toEqual([{ id: message.messageId }]);
  });

  it('is a person: connected in hours, called back when nobody is free', async () => {
    const message = await world.call();
    const asked = await world.answered(message, '1', BIRTH_KEYS, '3');
    expect(asked.twiml).toContain('<Number>+48221112233</Number>');
    expect(asked.twiml).toContain('callerId="+48223000000"');
    const missed = await world.turn(asked.next ?? '', { DialCallStatus: 'no-answer' });
    expect(missed.said).toContain('skontaktuje się');
    await world.hours('12:00', '17:00');
    const early = await world.call();
    const closed = await world.answered(early, '1', BIRTH_KEYS, '3');
    await world.hours('09:00', '17:00');
    expect(closed.said).toContain('skontaktuje się');
    for (const { debtor } of [message, early]) {
      expect(
        await world.query('SELECT reason, status FROM escalations WHERE case_id = $1', debtor.caseId),
      ).toEqual([{ reason: 'human-requested', status: 'requested' }]);
    }
  });

  it('is no further call, at once and without showing who they are', async () => {
    const message = await world.call();
    expect((await world.answered(message, '9')).said).toContain('nie będzie więcej automatycznych połączeń');
    const [point] = await world.query(
      'SELECT opted_out, status FROM contact_points WHERE id = $1',
      message.debtor.phoneId,
    );
    expect(point).toEqual({ opted_out: ['voice'], status: 'active' });
    const identifying = await world.call();
    await world.answered(identifying, '1', '9');
    expect(await world.outcome(identifying)).toBe('opted-out');
  });

  it('ends with nothing more said once the consent to calls was taken back meanwhile', async () => {
    const message = await world.call();
    expect((await world.answered(message, '1')).said).toContain('datę urodzenia');
    await world.query(
      `UPDATE contact_points SET consents = '{"voice":{"said":"withdrawn","at":1,"source":"call","by":"test"}}'
       WHERE id = $1 RETURNING id`,
      message.debtor.phoneId,
    );
    const told = await world.answered(message, '1', BIRTH_KEYS);
    expect(told.said).toContain('nie mamy nic więcej do przekazania');
    expect(told.said).not.toMatch(OF_THE_DEBT);
  });

  it('is that the number is not theirs: said twice, it is forgotten', async () => {
    const message = await world.call();
    const status = () =>
      world.query('SELECT status FROM contact_points WHERE id = $1', message.debtor.phoneId);
    await world.answered(message, '8');
    expect(await status()).toEqual([{ status: 'active' }]);
    expect((await world.answered(message, '8', '8')).said).toContain('Nie użyjemy więcej tego numeru');
    expect(await status()).toEqual([{ status: 'purged' }]);
  });
});

describe('a turn that is asked for again', () => {
  it.each([
    ['the link', ['1'], 'link-sent'],
    ['a promise', ['2', '1'], 'promised'],
    ['no further call', ['9'], 'opted-out'],
  ])('has no second effect and the same words: %s', async (_, chosen, outcome) => {
    const message = await world.call();
    const { requests, said } = await world.answered(message, '1', BIRTH_KEYS, ...chosen);
    const traces = async () => {
      const { personId, caseId } = message.debtor;
      const counts = [
        ['SELECT count(*) AS n FROM messages WHERE person_id = $1', personId],
        ['SELECT count(*) AS n FROM interactions WHERE person_id = $1', personId],
        ['SELECT count(*) AS n FROM holds WHERE person_id = $1', personId],
        ['SELECT count(*) AS n FROM case_events WHERE case_id = $1', caseId],
        ['SELECT count(*) AS n FROM wake_ups WHERE case_id = $1', caseId],
      ].map(([sql = '', id]) => world.query(sql, id));
      return Promise.all(counts);
    };
    const before = await traces();
    const last = requests.at(-1) as [string, Record<string, string>];
    const again = await Promise.all([last, last, last].map((request) => world.turn(...request)));
    expect(again.map((turn) => turn.said)).toEqual([said, said, said]);
    expect(await traces()).toEqual(before);
    expect(await world.outcome(message)).toBe(outcome);
  });

  it('is what Twilio is told to do in the address of every turn, which it signs without that', async () => {
    const message = await world.call();
    const { requests } = await world.answered(message, '1', BIRTH_KEYS, '2');
    for (const request of requests) {
      const { status, twiml } = await world.turn(...request);
      expect(status).toBe(200);
      expect(twiml).toMatch(/action="https:\/\/d\.test[^"#]+#rc=2&amp;rt=5000&amp;rp=all"/);
    }
  });

  it('at the very same moment makes one promise', async () => {
    const message = await world.call();
    const { next } = await world.answered(message, '1', BIRTH_KEYS, '2');
    const answers = await Promise.all([1, 2, 3].map(() => world.turn(next ?? '', { Digits: '2' })));
    expect(new Set(answers.map((turn) => turn.said)).size).toBe(1);
    const promises = await world.query(
      `SELECT count(*) AS n FROM interactions WHERE case_id = $1 AND kind = 'promise'`,
      message.debtor.caseId,
    );
    expect(promises).toEqual([{ n: 1 }]);
  });
});

describe('a call that no person answered', () => {
  it.each([
    ['a machine', 'machine_end_beep'],
    ['nobody knows whom', 'unknown'],
  ])(
    'but %s: the limited text alone, no delivery, and the next channel as the same contact',
    async (_, by) => {
      const message = await world.call();
      const left = await world.turn(firstTurn(message), { AnsweredBy: by });
      expect(left.said).toContain('automatyczny asystent');
      expect(left.said).toContain('+48 22 300 00 00');
      expect(left.said).not.toMatch(OF_THE_DEBT);
      expect(left.next).toBeNull();
      expect(await world.status(message, { CallStatus: 'completed', AnsweredBy: by })).toBe(204);
      const state = await world.doors.world.stateOf(message);
      expect(state.legs).toMatchObject([{ status: 'voicemail' }]);
      expect(state).toMatchObject({ message: 'sent', contacts: 1, flight: { leg_no: 2 } });
      expect(await world.interactions(message.debtor)).toEqual([]);
    },
  );

  it.each(['no-answer', 'busy', 'failed'])(
    'because of %s is followed by the next channel',
    async (CallStatus) => {
      const message = await world.call();
      expect(await world.status(message, { CallStatus })).toBe(204);
      const state = await world.doors.world.stateOf(message);
      expect(state.legs).toMatchObject([{ status: CallStatus }]);
      expect(state.flight).toMatchObject({ leg_no: 2 });
    },
  );

  it('is no proof of delivery, unlike one that a person answered', async () => {
    const message = await world.call();
    await world.answered(message, '1');
    await world.status(message, { CallStatus: 'completed', AnsweredBy: 'human', CallDuration: '9' });
    const state = await world.doors.world.stateOf(message);
    expect(state).toMatchObject({ message: 'delivered', enrolment: { state: 'delivered', delivered: true } });
    expect(state.flight).toBeUndefined();
  });
});

describe('requests about calls', () => {
  it('that are forged are refused, counted, and change nothing', async () => {
    const message = await world.call();
    const path = firstTurn(message);
    const form = { CallSid: 'CA1', AnsweredBy: 'human' };
    const verified = path.replace('/start', '/3.matter.0.v.');
    const elsewhere = signedByTwilio(path, form);
    const tampered = { ...elsewhere, body: 'CallSid=CA1&AnsweredBy=human&Digits=1' };
    const answers = [
      await fetch(world.doors.base + verified, elsewhere),
      await fetch(world.doors.base + path, tampered),
      await fetch(world.doors.base + path.replace('/turn/', '/status/').replace('/start', ''), elsewhere),
    ];
    expect(answers.map((answer) => answer.status)).toEqual([403, 403, 403]);
    for (const answer of answers) expect(await answer.text()).not.toMatch(OF_THE_DEBT);
    expect(await world.query('SELECT 1 FROM call_turns WHERE message_id = $1', message.messageId)).toEqual(
      [],
    );
    const counted = await world.doors.metrics.registry.metrics();
    expect(counted).toContain('dunlin_webhooks_total{door="twilio-call-turn",outcome="forged"} 2');
    expect(counted).toContain('dunlin_webhooks_total{door="twilio-call-status",outcome="forged"} 1');
  });

  it('that name no call or no state are told apart from them', async () => {
    const message = await world.call();
    expect((await world.turn(firstTurn(message).replace('/start', '/elsewhere'))).status).toBe(422);
    const nobody = { ...message, messageId: '0190b0b0-0000-7000-8000-000000000009' };
    expect((await world.turn(firstTurn(nobody))).twiml).toContain('<Response><Hangup/></Response>');
  });
});
