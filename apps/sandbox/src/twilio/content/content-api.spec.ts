import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { asContent, keepReminder, REMINDER } from '../../spec-support/reminder-card.js';
import { RunningSandbox, ACCOUNT } from '../../spec-support/running-sandbox.js';

const CARD = REMINDER.types['twilio/card'];
const TEXT = REMINDER.types['twilio/text'];
const action = CARD.actions[2];

describe('the Content API, by the real SDK', () => {
  let sandbox: RunningSandbox;
  beforeEach(async () => {
    sandbox = await RunningSandbox.start();
  });
  afterEach(() => sandbox.close());

  const contents = () => sandbox.twilio().content.v1.contents;

  it('keeps a template and shows it with every field that Twilio’s has', async () => {
    const before = Date.now() - 1_000;
    const made = await contents().create(asContent(REMINDER));
    expect(made.sid).toMatch(/^HX[0-9a-f]{32}$/);
    const fetched = await contents()(made.sid).fetch();
    expect(fetched.toJSON()).toEqual(made.toJSON());
    expect(fetched).toMatchObject({
      accountSid: ACCOUNT,
      friendlyName: 'reminder/pl/rcs@1',
      language: 'pl',
      variables: REMINDER.variables,
      url: `${sandbox.url}/sandbox/twilio/v1/Content/${made.sid}`,
      links: { approval_fetch: `${sandbox.url}/sandbox/twilio/v1/Content/${made.sid}/ApprovalRequests` },
    });
    expect(fetched.types['twilio/card']).toMatchObject({
      title: CARD.title,
      subtitle: null,
      media: CARD.media,
    });
    expect(fetched.dateCreated.getTime()).toBeGreaterThanOrEqual(before);
  });

  it('lists newest first, page by page, complete while templates come and go', async () => {
    const sids: string[] = [];
    for (let made = 0; made < 5; made++) sids.unshift(await keepReminder(sandbox));
    const first = await contents().page({ pageSize: 2 });
    await keepReminder(sandbox);
    await contents()(sids[3]!).remove();
    const second = await first.nextPage();
    const third = await second?.nextPage();
    const found = [first, second, third].flatMap((page) => page?.instances.map(({ sid }) => sid) ?? []);
    expect(found).toEqual([sids[0], sids[1], sids[2], sids[4]]);
    expect(third?.nextPage()).toBeUndefined();
    expect(await contents().list({ pageSize: 2 })).toHaveLength(5);
  });

  it('removes a template once, and then knows it no more', async () => {
    const sid = await keepReminder(sandbox);
    expect(await contents()(sid).remove()).toBe(true);
    await expect(contents()(sid).fetch()).rejects.toMatchObject({ status: 404, code: 20404 });
    await expect(contents()(sid).remove()).rejects.toMatchObject({ status: 404, code: 20404 });
  });

  it('lets nobody in with a wrong token', async () => {
    const attempt = sandbox.twilio('wrong').content.v1.contents.create(asContent(REMINDER));
    await expect(attempt).rejects.toMatchObject({ status: 401, code: 20003 });
  });

  it.each([
    ['no language', { language: undefined }, 'language'],
    ['no types', { types: {} }, 'types'],
    ['a type that Twilio lacks', { types: { 'twilio/poster': { body: 'x' } } }, 'twilio/poster'],
    ['a type that the sandbox lacks', { types: { 'twilio/carousel': {} } }, 'not spoken by the sandbox'],
    ['the SDK’s camel-cased types', { types: { twilioText: TEXT } }, 'twilioText'],
    ['a text without words', { types: { 'twilio/text': { body: '' } } }, 'twilio/text.body'],
    ['a title alone', { types: { 'twilio/card': { title: 'x' } } }, 'one more field'],
    ['a card without words', { types: { 'twilio/card': { media: CARD.media } } }, 'title or a body'],
    [
      'five buttons below a picture',
      { types: { 'twilio/card': { ...CARD, actions: Array.from({ length: 5 }, () => action) } } },
      'at most 4',
    ],
    [
      'a button of 26 letters',
      { types: { 'twilio/card': { ...CARD, actions: [{ ...action, title: 'x'.repeat(26) }] } } },
      'actions.0.title',
    ],
    [
      'a button that leads nowhere',
      { types: { 'twilio/card': { ...CARD, actions: [{ type: 'URL', title: 'x', url: 'p/{{link}}' }] } } },
      'http or https',
    ],
    [
      'a picture that is no address',
      { types: { 'twilio/card': { ...CARD, media: ['a.png'] } } },
      'http or https',
    ],
    [
      'more than 100 variables',
      { variables: Object.fromEntries(Array.from({ length: 101 }, (_, at) => [`v${at}`, 'x'])) },
      'at most 100',
    ],
    ['a sample of 1,601 letters', { variables: { '1': 'x'.repeat(1_601) } }, 'variables.1'],
    ['a name with a space', { variables: { 'id name': 'x' } }, 'variables'],
  ])('refuses %s in Twilio’s shape, naming it', async (_what, changes, named) => {
    const attempt = contents().create(asContent({ ...REMINDER, ...changes }));
    await expect(attempt).rejects.toMatchObject({
      status: 400,
      code: 20001,
      moreInfo: 'https://www.twilio.com/docs/errors/20001',
      message: expect.stringContaining(named) as string,
    });
    expect(await contents().list()).toEqual([]);
  });

  it('keeps templates over restarts, and over a reset of the phones', async () => {
    const dataDir = await mkdtemp(join(tmpdir(), 'content-'));
    const before = await RunningSandbox.start({ dataDir });
    const removed = await keepReminder(before);
    const kept = await keepReminder(before);
    await before.twilio().content.v1.contents(removed).remove();
    await before.post('/sandbox/api/reset', {});
    await before.close();
    const after = await RunningSandbox.start({ dataDir });
    try {
      const found = await after.twilio().content.v1.contents.list();
      expect(found.map(({ sid, variables }) => ({ sid, variables }))).toEqual([
        { sid: kept, variables: REMINDER.variables },
      ]);
    } finally {
      await after.close();
      await rm(dataDir, { recursive: true });
    }
  });
});
