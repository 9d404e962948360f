import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CaseLine, EscalationView, Page } from '#contracts';
import { DAY_MS, type SimulationReport } from '#domain';
import { projectDirectory } from '#platform';
import { type Appointment, type NextInstants, walkClock } from '../clock-walk.js';
import { type Installation, install, type Layout } from '../installation.js';
import type { StoryApi } from '../story-api.js';

/** The demo's first morning. */
const BEGINS_AT = Date.parse('2026-01-12T07:00:00+01:00');
const HALF_AN_HOUR_MS = 30 * 60_000;
/** Behind a full half hour, where nothing of a cadence is ever due. */
const APART_MS = 450_000;
/** How often the world outside acts at least: more seldom, and the steps stay countable. */
const OUTSIDE_MS = 2 * 3_600_000;
const SECOND_MS = 1_000;
const AGENT = 'anna';

export interface Replayed {
  /** Of the simulation that lived through what was recorded. */
  readonly report: SimulationReport;
  readonly enrolled: number;
  /** Things that people did about cases. */
  readonly deeds: Readonly<Record<string, number>>;
  readonly steps: number;
}

/** Runs a campaign over the first cases of the demo in earnest, writes its history, and has a simulation live through it. */
export async function runAndReplay(
  layout: Layout,
  { cases, days }: { cases: number; days: number },
): Promise<Replayed> {
  const demo = readFileSync(join(projectDirectory(), 'campaigns', 'demo', 'consumers.csv'), 'utf8');
  const lines = demo.split('\n').slice(0, cases + 1);
  const folder = mkdtempSync(join(tmpdir(), 'dunlin-replay-'));
  const installation = await install(layout, {
    at: new Date(BEGINS_AT).toISOString(),
    cases: `${lines.join('\n')}\n`,
    outside: ['test/story/replay/replay-main.js'],
  });
  try {
    const { api } = installation;
    const campaign = join(projectDirectory(), 'campaigns', 'pl-consumer.yaml');
    const { enrolled } = await api.post<{ enrolled: number }>(
      '/api/campaigns?fileName=pl-consumer.yaml',
      readFileSync(campaign, 'utf8'),
      'application/yaml',
    );
    const deeds: Record<string, number> = {};
    const ends = BEGINS_AT + days * DAY_MS - 4 * 3_600_000;
    const steps = await walkClock(api, ends, await appointments(api, deeds, days, ends), stopApart);
    const history = join(folder, 'history.jsonl');
    await installation.command('history', 'pl-consumer', '--out', history);
    const simulated = await simulate(installation, campaign, history);
    return { report: simulated, enrolled, deeds, steps };
  } catch (error) {
    console.error(installation.output());
    throw error;
  } finally {
    await installation.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function simulate(
  installation: Installation,
  campaign: string,
  history: string,
): Promise<SimulationReport> {
  const printed = await installation.command('simulate', campaign, '--behaviour', history, '--json');
  return JSON.parse(printed) as SimulationReport;
}

/**
 * What the product has to do is done to the second; debtors and networks act in between. The record tells instants,
 * and not in which order things of one instant came.
 */
function stopApart({ now, own, outside, endsAt }: NextInstants & { endsAt: number }): number {
  const acted = Math.ceil((outside - APART_MS) / OUTSIDE_MS) * OUTSIDE_MS + APART_MS;
  const before = outside < own - SECOND_MS ? Math.min(acted, own - SECOND_MS) : own;
  return Math.min(Math.max(before, now + SECOND_MS), endsAt);
}

/** What managers, agents and banks do meanwhile, each at a time of its own. */
async function appointments(
  api: StoryApi,
  deeds: Record<string, number>,
  days: number,
  ends: number,
): Promise<Appointment[]> {
  const { items } = await api.get<Page<CaseLine>>('/api/cases?limit=500');
  const cases = items.filter(({ status }) => status === 'open');
  const at = (index: number): number =>
    BEGINS_AT + ((index * 7) % (days - 3)) * DAY_MS + (index % 9) * 2 * HALF_AN_HOUR_MS + APART_MS;
  const acts: Appointment[] = [];
  const plan = (kind: string, when: number, act: () => Promise<unknown>): void => {
    if (when >= ends) return;
    const done = async (): Promise<void> => {
      try {
        await act();
        deeds[kind] = (deeds[kind] ?? 0) + 1;
      } catch (error) {
        // The case was closed, or the hold lifted, before anybody came to it.
        if (!/ answered (404|409): /.test(String(error))) throw error;
      }
    };
    acts.push({ at: when, act: done });
  };
  for (const [index, { id, ref, creditor }] of cases.entries()) {
    const when = at(index);
    const onCase = (path: string, body: object): Promise<unknown> =>
      api.post(`/api/cases/${id}/${path}`, body, undefined, AGENT);
    if (index % 11 === 0) {
      plan('hold', when, () => onCase('holds', { reason: 'creditor-asks' }));
      plan('lift', when + 5 * DAY_MS, () => onCase('holds/lift', { reason: 'creditor-asks' }));
    }
    if (index % 23 === 1) plan('dispute', when, () => onCase('dispute', {}));
    if (index % 41 === 2) plan('cease', when, () => onCase('cease', {}));
    if (index % 37 === 3) plan('refuse texts', when, () => onCase('refused-channels', { channel: 'sms' }));
    if (index % 9 === 4) {
      const payment = { reference: `transfer ${ref}`, caseRef: ref, amountMinor: 2_500, currency: 'PLN' };
      const paidOn = new Date(when).toISOString().slice(0, 10);
      plan('part payment', when, () =>
        api.post('/api/payments', { creditor, payments: [{ ...payment, paidOn }] }),
      );
    }
  }
  for (const [pause, lasts] of [
    [8, 0.25],
    [30, 3],
  ] as const) {
    const when = BEGINS_AT + pause * DAY_MS + HALF_AN_HOUR_MS + APART_MS;
    plan('pause', when, () => api.post('/api/campaigns/pl-consumer/pause'));
    plan('resume', when + lasts * DAY_MS, () => api.post('/api/campaigns/pl-consumer/resume'));
  }
  for (let day = 9; day < 90; day += 9) {
    const when = BEGINS_AT + day * DAY_MS + 5 * HALF_AN_HOUR_MS + APART_MS;
    plan('agents', when, () => resolveSome(api, day));
  }
  return acts;
}

/** An agent looks at some of the work, and lets most of it go on. */
async function resolveSome(api: StoryApi, day: number): Promise<void> {
  const work = await api.get<Page<EscalationView>>('/api/escalations?limit=100');
  for (const [index, { id }] of work.items.entries()) {
    if ((index + day) % 2 === 0) continue;
    await api.post(`/api/escalations/${id}/claim`, {}, undefined, AGENT);
    const next = index % 5 === 0 ? { next: 'close', reason: 'settled' } : { next: 'resume' };
    await api.post(`/api/escalations/${id}/resolve`, next, undefined, AGENT);
  }
}
