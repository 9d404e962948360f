import { readFile } from 'node:fs/promises';
import type { CampaignStory, CampaignView } from '#contracts';
import type { Problem } from '#platform';
import type { PreviewAnswer } from '../../apps/console/src/campaigns/campaigns.schema.js';
import { ConsoleWorld } from './console.world.js';

let world: ConsoleWorld;
beforeAll(async () => (world = await ConsoleWorld.open()));
afterAll(() => world.close());

describe('campaigns by the API', () => {
  const yaml = { type: 'application/yaml' };

  it('are launched from their file, read, paused and let go on', async () => {
    const source = await readFile('campaigns/pl-consumer.yaml', 'utf8');
    const launched = await world.post<{ version: number; isNew: boolean; enrolled: number }>(
      '/api/campaigns',
      source,
      yaml,
    );
    expect(launched.status).toBe(201);
    expect(launched.body).toMatchObject({ version: 1, isNew: true, enrolled: 3 });
    const again = await world.post<{ isNew: boolean; enrolled: number }>('/api/campaigns', source, {
      ...yaml,
      agent: 'anna',
    });
    expect(again.body).toMatchObject({ isNew: false, enrolled: 0 });
    const paused = await world.post<CampaignView>('/api/campaigns/pl-consumer/pause', undefined, {
      agent: 'anna',
    });
    expect(paused.body.pausedAt).toBe('2026-01-12T07:00:00.000Z');
    const story = await world.get<CampaignStory>('/api/campaigns/pl-consumer');
    expect(story.body).toMatchObject({
      enrolments: { active: 3, parked: 0, ended: 0 },
      versions: [{ number: 1 }],
    });
    const resumed = await world.post<CampaignView>('/api/campaigns/pl-consumer/resume');
    expect(resumed.body.pausedAt).toBeNull();
    expect((await world.get<CampaignView[]>('/api/campaigns')).body).toEqual([resumed.body]);
    const audit = await world.casework.rows(
      'SELECT actor, action FROM audit WHERE subject_kind = $1 ORDER BY action, actor',
      ['campaign'],
    );
    expect(audit).toEqual([
      { actor: 'agent:anna', action: 'campaign.launch' },
      { actor: 'api:key', action: 'campaign.launch' },
      { actor: 'agent:anna', action: 'campaign.pause' },
      { actor: 'api:key', action: 'campaign.resume' },
    ]);
    expect((await world.post('/api/campaigns/no-such/pause')).status).toBe(404);
  });

  it('tell what a changed file would do before it is launched, and let cases follow by choice', async () => {
    const source = await readFile('campaigns/pl-consumer.yaml', 'utf8');
    await world.post('/api/campaigns', source, yaml);
    const renamed = source
      .replaceAll('reminder-before-due', 'word-before-due')
      .replace("at: { dpd: 21, time: '11:00' }", "at: { dpd: 22, time: '11:00' }");
    const preview = await world.post<PreviewAnswer>('/api/campaigns/preview', renamed, yaml);
    expect(preview.status).toBe(200);
    expect(preview.body).toMatchObject({ key: 'pl-consumer', liveVersion: 1, entrants: 0 });
    expect(preview.body.changes).toEqual([
      { what: { step: 'reminder-before-due' }, change: 'removed', fields: [] },
      { what: { step: 'word-before-due' }, change: 'added', fields: [] },
      { what: { step: 'second-notice' }, change: 'changed', fields: ['at'] },
    ]);
    expect(preview.body.standing).toEqual([
      { step: null, cases: 3, parked: 0, withinWeek: 3, contacts: false, removed: false },
    ]);
    const versions = async () =>
      (
        await world.casework.rows<{ number: number }>(
          'SELECT v.number FROM enrolments e JOIN campaign_versions v ON v.id = e.version_id ORDER BY e.id',
        )
      ).map(({ number }) => number);
    expect(await versions()).toEqual([1, 1, 1]);
    await world.casework.rows(
      `UPDATE enrolments SET state = jsonb_set(state, '{stepKey}', '"reminder-before-due"')
       WHERE id = (SELECT min(id::text)::uuid FROM enrolments)`,
    );
    const launched = await world.post<{ version: number; followed: number }>(
      '/api/campaigns?follow=true',
      renamed,
      yaml,
    );
    expect(launched.body).toMatchObject({ version: 2, followed: 2 });
    expect((await versions()).sort()).toEqual([1, 2, 2]);
    // The old file again is the way back: new cases enter it, and who followed may follow again.
    const back = await world.post<{ version: number; isNew: boolean; followed: number }>(
      '/api/campaigns?follow=true',
      source,
      yaml,
    );
    expect(back.body).toMatchObject({ version: 1, isNew: false, followed: 2 });
  });

  it('are refused with every fault at its line and column', async () => {
    const source = ['key: faulty', 'name: Faulty', 'policies: [nowhere]', 'steps: []'].join('\n');
    const refused = await world.post<
      Problem & { errors: { line: number; column: number; message: string }[] }
    >('/api/campaigns?fileName=faulty.yaml', source, yaml);
    expect(refused.status).toBe(422);
    expect(refused.type).toBe('application/problem+json');
    expect(refused.body.errors).toContainEqual(
      expect.objectContaining({
        file: 'faulty.yaml',
        line: 3,
        column: 12,
        path: 'policies[0]',
        message: expect.stringContaining('nowhere'),
      }),
    );
    expect(refused.body.errors.length).toBeGreaterThan(2);
    expect((await world.post('/api/campaigns', { key: 'x' })).status).toBe(400);
  });

  it('are not published where their packs do not take their words: template, language, channel and phrase are named', async () => {
    const source = (await readFile('campaigns/us-consumer.yaml', 'utf8')).replace(
      'template: us-validation',
      'template: overdue',
    );
    const refused = await world.post<Problem & { errors: { path: string; message: string }[] }>(
      '/api/campaigns?fileName=us.yaml',
      source,
      yaml,
    );
    expect(refused.status).toBe(422);
    expect(refused.body.errors).toContainEqual(
      expect.objectContaining({
        path: 'steps[0].template',
        message: expect.stringMatching(
          /^"overdue" \(en, email\) does not always say .* \(mini-miranda: 12 CFR 1006\.18\(e\)\(1\)\)$/,
        ),
      }),
    );
    expect((await world.get<{ items: unknown[] }>('/api/campaigns')).body).not.toContainEqual(
      expect.objectContaining({ key: 'us-consumer' }),
    );
  });
});

describe('the API’s description', () => {
  it('names every call with its answer, from the schemas that check it', async () => {
    const { body } = await world.get<{
      paths: Record<string, Record<string, { summary?: string; responses: object }>>;
    }>('/api/openapi.json', { key: null });
    const operations = Object.entries(body.paths).flatMap(([path, item]) =>
      Object.entries(item).map(([method, operation]) => ({ name: `${method} ${path}`, ...operation })),
    );
    expect(operations.map((operation) => operation.name)).toEqual(
      expect.arrayContaining([
        'get /api/escalations',
        'post /api/escalations/{id}/claim',
        'post /api/escalations/{id}/resolve',
        'post /api/import',
        'post /api/payments',
        'post /api/campaigns',
        'post /api/cases/{id}/holds',
        'get /api/messages/{id}/explain',
        'get /api/cases/{id}/decisions',
        'post /api/clock',
        'get /api/idle',
      ]),
    );
    for (const operation of operations) {
      expect([operation.name, operation.summary]).toEqual([operation.name, expect.any(String)]);
      const answers = Object.entries(operation.responses).filter(([status]) => status.startsWith('2'));
      expect([operation.name, JSON.stringify(answers)]).toEqual([
        operation.name,
        expect.stringContaining('schema'),
      ]);
    }
  });
});
