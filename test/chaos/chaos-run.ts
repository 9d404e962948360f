import { setTimeout as sleep } from 'node:timers/promises';
import { Database } from '#persistence';
import { Dice } from '../harness/dice.js';
import { seedPortfolio } from '../harness/portfolio-seed.js';
import type { OwnPostgres } from '../harness/postgres.js';
import type { OwnRedis } from '../harness/redis.js';
import { singleStep } from './campaign.js';
import { Flow } from './flow.js';
import { OpenAttempts } from './open-attempts.js';
import { emptyPostgresQueues } from './queue-loss.js';
import { recovery, type Recovery } from './recovery.js';
import type { SinkReport } from './sink-report.js';
import { Sink } from './sinks.js';
import { tally, type Tally } from './tally.js';
import { torment, type TormentCounts } from './torment.js';
import { startVictims, type Victim, type VictimName } from './victims.js';

export interface ChaosOptions {
  messages: number;
  seed: number;
  /** Told what happens, for whoever watches. */
  tell: (what: string) => void;
}

export interface ChaosOutcome {
  torment: TormentCounts;
  killsInWindow: number;
  cutOffMails: number;
  recovery: Recovery;
  tally: Tally;
  sms: SinkReport['counts'];
  mail: SinkReport['counts'];
  /** What services said that ended by themselves. */
  ownDeaths: { name: VictimName; said: string }[];
}

/** Of five messages, one is a mail. */
const MAIL_SHARE = 0.2;
const LATENCY: [number, number] = [20, 250];

/** Sends the messages while everything is killed, then counts at the sinks what arrived. */
export async function runChaos(
  postgres: OwnPostgres,
  redis: OwnRedis | undefined,
  options: ChaosOptions,
): Promise<ChaosOutcome> {
  const databaseUrl = await postgres.database('chaos');
  const db = new Database({ url: databaseUrl, connections: 4, transactionTimeoutMs: 600_000 });
  await seed(db, options.messages);
  const mood = { rough: true, latencyMs: LATENCY };
  const sms = await Sink.start('twilio', options.seed + 1, mood);
  const mail = await Sink.start('smtp', options.seed + 2, mood);
  const victims = await startVictims({
    databaseUrl,
    queueUrl: redis?.url ?? databaseUrl,
    twilioApiUrl: `http://127.0.0.1:${sms.port}`,
    smtpUrl: `smtp://127.0.0.1:${mail.port}`,
  });
  try {
    const flow = new Flow(db);
    const attempts = new OpenAttempts(db);
    const suffered = await torment({
      victims,
      flow,
      attempts,
      crashPostgres: () => postgres.crash(),
      emptyQueue: () => redis?.empty() ?? emptyPostgresQueues(db),
      messages: options.messages,
      dice: new Dice(options.seed),
      tell: options.tell,
    });
    options.tell('the last fault; recovering');
    await Promise.all([sms.calm(), mail.calm()]);
    await flow.release(options.messages);
    const recovered = await recovery(flow, suffered.lastFaultAt);
    await attempts.settle();
    // Callbacks that are still to come change statuses, not what is counted here; a late duplicate would.
    await sleep(1_000);
    const [smsReport, mailReport] = await Promise.all([sms.report(), mail.report()]);
    return {
      torment: suffered,
      killsInWindow: attempts.killsInWindow,
      cutOffMails: attempts.cutOffMails.size,
      recovery: recovered,
      tally: await tally(db, options.messages, smsReport, mailReport, attempts.cutOffMails),
      sms: smsReport.counts,
      mail: mailReport.counts,
      ownDeaths: ownDeaths(victims),
    };
  } finally {
    await Promise.all([...victims.values()].map((victim) => victim.stop()));
    await Promise.all([sms.stop(), mail.stop(), db.close()]);
  }
}

async function seed(db: Database, messages: number): Promise<void> {
  const mails = Math.round(messages * MAIL_SHARE);
  for (const [contact, channel, size] of [
    ['phone', 'sms', messages - mails],
    ['email', 'email', mails],
  ] as const) {
    await seedPortfolio(db, {
      size,
      contact,
      campaign: singleStep(channel),
      stepKey: 'notice',
      dueDate: '2026-01-11',
      dueAt: '2026-01-12T11:00:00Z',
      enteredAt: '2026-01-11T09:00:00Z',
    });
  }
}

function ownDeaths(victims: ReadonlyMap<VictimName, Victim>): ChaosOutcome['ownDeaths'] {
  return [...victims.values()].flatMap(({ name, ownDeaths }) => ownDeaths.map((said) => ({ name, said })));
}
