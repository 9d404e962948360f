import { PERSONAL } from './portal.expectations.js';
import { PortalWorld, type SeededCase } from './portal.world.js';

let world: PortalWorld;
beforeAll(async () => {
  world = await PortalWorld.start();
});
afterAll(() => world.stop());

describe('turning to a person', () => {
  it('asks for an agent once, keeps the words for them, and pauses outreach', async () => {
    const seeded = await world.seed();
    const visitor = world.visitor();
    const page = await visitor.enter(seeded);
    const sent = await Promise.all(
      [1, 2].map(() => visitor.submit(page, 'talk', { message: 'Proszę o raty', when: 'evening' })),
    );
    for (const answer of sent) expect(answer.body).toContain('Wiadomość wysłana');
    expect(
      await world.rows('SELECT reason, status FROM escalations WHERE case_id = $1', [seeded.caseId]),
    ).toEqual([{ reason: 'human-requested', status: 'requested' }]);
    expect(
      await world.rows('SELECT reason FROM holds WHERE case_id = $1 AND lifted_at IS NULL', [seeded.caseId]),
    ).toEqual([{ reason: 'escalated' }]);
    expect(
      await world.rows(`SELECT detail FROM interactions WHERE case_id = $1 AND kind = 'note'`, [
        seeded.caseId,
      ]),
    ).toEqual([{ detail: { about: 'talk', text: 'Proszę o raty', preferredTime: 'evening' } }]);
    const after = await visitor.get(`/p/${seeded.token}/case`);
    expect(after.body.replaceAll('\u00a0', ' ')).toContain('Sprawą zajmuje się pracownik');
    expect(after.body).toContain('data-action="pay"');
  });

  it('asks for words when there are none, and shows the page again', async () => {
    const seeded = await world.seed();
    const visitor = world.visitor();
    const answer = await visitor.submit(await visitor.enter(seeded), 'talk', {
      message: '  ',
      when: 'morning',
    });
    expect(answer.status).toBe(422);
    expect(answer.body).toContain('<details id="talk" open>');
    expect(answer.body).toContain('<option value="morning" selected>');
    expect(await world.rows('SELECT 1 FROM escalations WHERE case_id = $1', [seeded.caseId])).toEqual([]);
  });

  it('takes a dispute to a person and holds the case', async () => {
    const seeded = await world.seed();
    const visitor = world.visitor();
    const answer = await visitor.submit(await visitor.enter(seeded), 'dispute', {
      reason: 'To już zapłacone',
    });
    expect(answer.body).toContain('Otrzymaliśmy Twoje zastrzeżenie');
    expect(await world.rows('SELECT reason FROM holds WHERE case_id = $1', [seeded.caseId])).toEqual([
      { reason: 'dispute' },
    ]);
    const page = (await visitor.get(`/p/${seeded.token}/case`)).body.replaceAll('\u00a0', ' ');
    expect(page).toMatch(/Co się dzieje w sprawie<\/h2>\s*<p>Wyjaśniamy Twoje zastrzeżenie/);
    expect(page).not.toMatch(/Na tym etapie|Co dalej/);
  });
});

describe('ending contact', () => {
  const optedOut = async (seeded: SeededCase) =>
    (
      await world.rows<{ opted_out: string[] }>('SELECT opted_out FROM contact_points WHERE id = $1', [
        seeded.contactPointId,
      ])
    )[0]?.opted_out;

  it('needs no identity: a button on a page stops the channel', async () => {
    const seeded = await world.seed();
    const visitor = world.visitor();
    const page = await visitor.get(`/p/${seeded.token}/stop`);
    expect(await optedOut(seeded)).toEqual([]);
    expect((await visitor.submit(page, 'stop')).body).toContain('Nie wyślemy więcej SMS-ów');
    expect(await optedOut(seeded)).toEqual(['sms']);
    expect((await visitor.submit(page, 'stop')).status).toBe(200);
  });

  it.each([
    ['a form', 'application/x-www-form-urlencoded', 'List-Unsubscribe=One-Click'],
    [
      'multipart',
      'multipart/form-data; boundary=x',
      '--x\r\nContent-Disposition: form-data; name="List-Unsubscribe"\r\n\r\nOne-Click\r\n--x--\r\n',
    ],
  ])('takes the one click of a mail program (RFC 8058) as %s', async (_, type, body) => {
    const seeded = await world.seed({ channel: 'email' });
    const answer = await world
      .visitor()
      .send('POST', `/p/${seeded.token}/unsubscribe`, { 'content-type': type }, body);
    expect(answer.status).toBe(200);
    expect(await optedOut(seeded)).toEqual(['email']);
  });

  it('ends all contact only for a visitor who has shown who they are', async () => {
    const seeded = await world.seed();
    const visitor = world.visitor();
    const outside = await visitor.submit(await visitor.get(`/p/${seeded.token}/stop`), 'stop', {
      scope: 'all',
    });
    expect(outside.status).toBe(303);
    const inside = await visitor.submit(await visitor.enter(seeded), 'stop', { scope: 'all' });
    expect(inside.body).toContain('Nie będziemy się z');
    expect(await world.rows('SELECT stops FROM persons WHERE id = $1', [seeded.personId])).toEqual([
      { stops: ['cease'] },
    ]);
    expect((await visitor.get(`/p/${seeded.token}/case`)).body).toContain('data-action="pay"');
  });

  it('forgets an address that reached the wrong person, once they confirm it', async () => {
    const seeded = await world.seed();
    const visitor = world.visitor();
    const landing = await visitor.get(`/p/${seeded.token}`);
    const asked = await visitor.submit(landing, 'wrong-person', { confirm: '' });
    expect(asked.body).toContain('data-action="wrong-person"');
    const point = () =>
      world.rows('SELECT value, status FROM contact_points WHERE id = $1', [seeded.contactPointId]);
    expect(await point()).toEqual([{ value: '+48500000001', status: 'active' }]);
    const done = await visitor.submit(asked, 'wrong-person');
    expect(done.status).toBe(200);
    expect(done.body).not.toMatch(PERSONAL);
    expect(await point()).toEqual([{ value: null, status: 'purged' }]);
  });
});
