import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectDirectory } from '#platform';
import { appointmentsOf } from './acts.js';
import { walkClock } from './clock-walk.js';
import { type Installation, install, type Layout } from './installation.js';
import { storyCases } from './portfolio.js';
import type { StoryApi } from './story-api.js';
import { invoicesCsv, portfolioCsv } from './portfolio-csv.js';
import { BEGINS_AT, ENDS_AT, type Size, type StoryCase } from './story-case.js';
import { whatHappened, type WhatHappened } from './what-happened.js';

/** A story that is over; the installation still runs, to be asked. */
export interface StoryOver {
  cases: StoryCase[];
  happened: WhatHappened;
  installation: Installation;
  enrolled: number;
  steps: number;
}

const CAMPAIGNS = ['pl-consumer.yaml', 'pl-business.yaml'];

/** Launches the shipped campaigns on the portfolio and lives through them, from the first morning to the last evening. */
export async function runStory(layout: Layout & { size: Size }): Promise<StoryOver> {
  const cases = storyCases(layout.size);
  const installation = await install(layout, {
    at: BEGINS_AT,
    cases: portfolioCsv(cases),
    invoices: invoicesCsv(cases),
    outside: ['test/story/story-main.js', layout.size],
  });
  try {
    const { api } = installation;
    let enrolled = 0;
    for (const file of CAMPAIGNS) enrolled += await launch(api, file);
    const steps = await walkClock(api, Date.parse(ENDS_AT), appointmentsOf(api, cases));
    const happened = await whatHappened(api, layout.databaseUrl);
    return { cases, happened, installation, enrolled, steps };
  } catch (error) {
    console.error(installation.output());
    await installation.stop();
    throw error;
  }
}

async function launch(api: StoryApi, file: string): Promise<number> {
  const campaign = readFileSync(join(projectDirectory(), 'campaigns', file), 'utf8');
  const path = `/api/campaigns?fileName=${file}`;
  return (await api.post<{ enrolled: number }>(path, campaign, 'application/yaml')).enrolled;
}
