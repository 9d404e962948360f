import { setTimeout as sleep } from 'node:timers/promises';
import { Database } from '#persistence';
import { Dice } from '../harness/dice.js';
import type { OwnPostgres } from '../harness/postgres.js';
import type { OwnRedis } from '../harness/redis.js';
import { Flow } from './flow.js';
import { seedJourneys } from './journeys.js';
import { OpenAttempts } from './open-attempts.js';
import { PassingTime } from './passing-time.js';
import { PlannedMessages } from './planned-messages.js';
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
  /** By Twilio's stand-in: SMS, cards and calls. */
  twilio: SinkReport['counts'];
  mail: SinkReport['counts'];
  /** What services said that ended by themselves. */
  ownDeaths: { name: VictimName; said: string }[];
}

const LATENCY: [number, number] = [20, 250];

/** Sends the messages while everything is killed, then counts at the sinks what arrived. */
export async function runChaos(
  postgres: OwnPostgres,
  redis: OwnRedis | undefined,
  options: ChaosOptions,
): Promise<ChaosOutcome> {
  const databaseUrl = await postgres.database('chaos');
  const db = new Database({ url: databaseUrl, connections: 4, transactionTimeoutMs: 600_000 });
  const journeys = await seedJourneys(db, options.messages);
  const mood = { rough: true, latencyMs: LATENCY };
  const twilio = await Sink.start('twilio', options.seed + 1, mood);
  const mail = await Sink.start('smtp', options.seed + 2, mood);
  const victims = await startVictims({
    databaseUrl,
    queueUrl: redis?.url ?? databaseUrl,
    twilioApiUrl: `http://127.0.0.1:${twilio.port}`,
    smtpUrl: `smtp://127.0.0.1:${mail.port}`,
  });
  const time = new PassingTime(db, databaseUrl);
  time.start();
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
    await Promise.all([twilio.calm(), mail.calm()]);
    await flow.release(options.messages);
    const recovered = await recovery(flow, suffered.lastFaultAt, () => twilio.pending());
    if (!recovered.settled) for (const one of await flow.stuck()) options.tell(one);
    await attempts.settle();
    // A duplicate may come late.
    await sleep(1_000);
    const reports = await Promise.all([twilio.report(), mail.report()]);
    const cutOff = new Set([...attempts.cutOffMails, ...attempts.cutOffCards]);
    const messages = await PlannedMessages.read(db, journeys);
    return {
      torment: suffered,
      killsInWindow: attempts.killsInWindow,
      cutOffMails: attempts.cutOffMails.size,
      recovery: recovered,
      tally: tally(messages, options.messages, reports, cutOff),
      twilio: reports[0].counts,
      mail: reports[1].counts,
      ownDeaths: ownDeaths(victims),
    };
  } finally {
    await time.stop();
    await Promise.all([...victims.values()].map((victim) => victim.stop()));
    await Promise.all([twilio.stop(), mail.stop(), db.close()]);
  }
}

function ownDeaths(victims: ReadonlyMap<VictimName, Victim>): ChaosOutcome['ownDeaths'] {
  return [...victims.values()].flatMap(({ name, ownDeaths }) => ownDeaths.map((said) => ({ name, said })));
}
