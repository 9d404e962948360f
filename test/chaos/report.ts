import type { ChaosOutcome } from './chaos-run.js';
import type { StopLatency } from './stop-latency.js';
import { windowKills } from './torment.js';

/** The figures of the last line. */
export function figures({ tally, torment, recovery }: ChaosOutcome): Record<string, number> {
  return {
    messages: tally.planned,
    kills: Object.values(torment.kills).reduce((sum, times) => sum + times, 0),
    lost: tally.lost,
    duplicates: tally.duplicates,
    unknown_sms: tally.unknownSms,
    unknown_email: tally.unknownEmail,
    recovered_s: recovery.seconds,
  };
}

const RECOVERED_WITHIN_S = 60;
const STOPPED_WITHIN_MS = 1_000;

/** What must not be, in words. */
export function faultsFound(outcome: ChaosOutcome, stops: StopLatency): string[] {
  const { tally, recovery, mail, sms, cutOffMails, ownDeaths } = outcome;
  const excused = dropped(mail) + cutOffMails;
  const checks: [boolean, string][] = [
    [
      outcome.killsInWindow < windowKills(tally.planned),
      `only ${outcome.killsInWindow} kills fell between an attempt's commit and its answer`,
    ],
    [tally.lost !== 0, `${tally.lost} messages were lost`],
    [tally.duplicates > 0, `${tally.duplicates} messages arrived more than once`],
    [tally.unknownSms > 0, `${tally.unknownSms} SMS stayed in doubt`],
    [
      tally.unknownEmail > excused,
      `${tally.unknownEmail} mails are in doubt, ${excused} were dropped or cut off`,
    ],
    [tally.unexplained > 0, `${tally.unexplained} mails are in doubt without a cause`],
    [
      tally.strange > 0,
      `${tally.strange} messages arrived of which the database does not know that they left`,
    ],
    [!recovery.settled, 'messages are still in flight'],
    [recovery.seconds > RECOVERED_WITHIN_S, `recovery took ${recovery.seconds} s`],
    [(sms['callback-refused'] ?? 0) > 0, `${sms['callback-refused']} well signed callbacks were refused`],
    [stops.latestMs > STOPPED_WITHIN_MS, `a message arrived ${stops.latestMs} ms after its stop`],
    ...ownDeaths.map(({ name, said }): [boolean, string] => [true, `${name} ended by itself:\n${said}`]),
  ];
  return checks.flatMap(([wrong, what]) => (wrong ? [what] : []));
}

function dropped(counts: Record<string, number>): number {
  return (counts['drop-after'] ?? 0) + (counts['drop-without'] ?? 0);
}

/** A short account of the torment, for people. */
export function tellChaos(outcome: ChaosOutcome): void {
  const { torment, tally, sms, mail, recovery } = outcome;
  const kills = Object.entries(torment.kills).map(([name, times]) => `${name} ${times}`);
  const of = (counts: Record<string, number>, what: string): number => counts[what] ?? 0;
  const lines = [
    `kills: ${kills.join(', ')}; ${outcome.killsInWindow} of them between an attempt's commit and its answer`,
    `queue emptied ${torment.queueLosses} times, Postgres killed ${torment.postgresCrashes} times`,
    `SMS: ${of(sms, 'throttle')} answered 429, ${of(sms, 'fail-after')} answered 500 after acceptance and ` +
      `${of(sms, 'fail-without')} without, ${of(sms, 'drop-after')} answers dropped after acceptance and ` +
      `${of(sms, 'drop-without')} without; ${of(sms, 'look-up')} look-ups, ${of(sms, 'look-up-failed')} of them failed`,
    `callbacks: ${of(sms, 'callback-taken')} taken, ${of(sms, 'callback-given-up')} given up`,
    `mail: ${of(mail, 'put-off')} answered 450, ${of(mail, 'drop-after')} answers dropped after acceptance, ` +
      `${of(mail, 'drop-without')} broken off before; ${outcome.cutOffMails} cut off by kills`,
    `messages: ${tally.planned} planned, ${tally.atSink} at the sinks, ${tally.refused} refused, ` +
      `${tally.cancelled} cancelled, ${tally.unknownSms} SMS and ${tally.unknownEmail} mails in doubt, ` +
      `${tally.lost} lost, ${tally.duplicates} twice`,
    `recovered ${recovery.seconds} s after the last fault`,
  ];
  console.log(lines.join('\n'));
}

/** The same of the stops. */
export function tellStops(stops: StopLatency): void {
  console.log(
    `stops: ${stops.stops} under load, ${stops.cancelled} messages cancelled, ${stops.arrivedAfter} arrived after ` +
      `their stop, the latest ${stops.latestMs} ms after its commit`,
  );
}
