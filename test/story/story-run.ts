import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectDirectory } from '#platform';
import { appointmentsOf } from './acts.js';
import { walkClock } from './clock-walk.js';
import { type Installation, install, type Layout } from './installation.js';
import { storyCases } from './portfolio.js';
import { ENDS_AT, type StoryCase } from './story-case.js';
import { whatHappened, type WhatHappened } from './what-happened.js';

/** A story that is over; the installation still runs, to be asked. */
export interface StoryOver {
  cases: StoryCase[];
  happened: WhatHappened;
  installation: Installation;
  enrolled: number;
  steps: number;
}

/** Launches the campaign on the portfolio and lives through it, from the first morning to the last evening. */
export async function runStory(layout: Layout): Promise<StoryOver> {
  const cases = storyCases();
  const installation = await install(layout, cases);
  try {
    const { api } = installation;
    const campaign = readFileSync(join(projectDirectory(), 'campaigns', 'pl-consumer.yaml'), 'utf8');
    const launched = await api.post<{ enrolled: number }>(
      '/api/campaigns?fileName=pl-consumer.yaml',
      inTextsAndMails(campaign),
      'application/yaml',
    );
    const steps = await walkClock(api, Date.parse(ENDS_AT), appointmentsOf(api, cases));
    const happened = await whatHappened(api, layout.databaseUrl);
    return { cases, happened, installation, enrolled: launched.enrolled, steps };
  } catch (error) {
    console.error(installation.output());
    await installation.stop();
    throw error;
  }
}

/** The shipped campaign without its call: calls are told of by specs of their own. */
function inTextsAndMails(campaign: string): string {
  const written = campaign.replace(/ {2}- key: call\n(?: {4}.*\n)+\n/, '');
  if (written === campaign) throw new Error('the campaign has no call any more; tell the whole of it');
  return written;
}
