import type { ChaosOutcome } from './chaos-run.js';
import type { StopLatency } from './stop-latency.js';
import { windowKills } from './torment.js';

/** The figures of the last line. */
export function figures({ tally, torment, recovery, twilio }: ChaosOutcome): Record<string, number> {
  return {
    messages: tally.planned,
    kills: Object.values(torment.kills).reduce((sum, times) => sum + times, 0),
    lost: tally.lost,
    duplicates: tally.duplicates,
    unknown_sms: tally.unknown.sms,
    unknown_email: tally.unknown.email,
    unknown_rcs: tally.unknown.rcs,
    unknown_voice: tally.unknown.voice,
    unexplained: tally.unexplained,
    fallbacks: tally.fallbacks,
    unfounded_fallbacks: tally.unfoundedFallbacks,
    needless_fallbacks: tally.needlessFallbacks,
    stranded: tally.stranded,
    unproved_repeats: of(twilio, 'unproved-repeat'),
    recovered_s: recovery.seconds,
  };
}

const RECOVERED_WITHIN_S = 60;
const STOPPED_WITHIN_MS = 1_000;

/** What must not be, in words. */
export function faultsFound(outcome: ChaosOutcome, stops: StopLatency): string[] {
  const { tally, recovery, mail, twilio, cutOffMails, ownDeaths } = outcome;
  const excused = of(mail, 'drop-after') + of(mail, 'drop-without') + cutOffMails;
  const { unknown } = tally;
  const checks: [boolean, string][] = [
    [
      outcome.killsInWindow < windowKills(tally.planned),
      `only ${outcome.killsInWindow} kills fell between an attempt's commit and its answer`,
    ],
    [tally.lost !== 0, `${tally.lost} messages were lost`],
    [tally.stranded > 0, `${tally.stranded} messages did not go on to their next channel`],
    [tally.duplicates > 0, `legs of ${tally.duplicates} messages arrived more than once`],
    [
      tally.unfoundedFallbacks > 0,
      `${tally.unfoundedFallbacks} legs followed one that was not proved to have failed, nor overdue`,
    ],
    [
      tally.needlessFallbacks > 0,
      `${tally.needlessFallbacks} legs followed one that was known to have arrived`,
    ],
    [
      of(twilio, 'unproved-repeat') > 0,
      `${of(twilio, 'unproved-repeat')} submissions were repeated without a look-up`,
    ],
    [unknown.sms > 0, `${unknown.sms} SMS stayed in doubt`],
    [unknown.voice > 0, `${unknown.voice} calls stayed in doubt`],
    [unknown.email > excused, `${unknown.email} mails are in doubt, ${excused} were dropped or cut off`],
    [tally.unexplained > 0, `${tally.unexplained} messages are in doubt without a cause`],
    [tally.strange > 0, `${tally.strange} legs arrived of which the database does not know that they left`],
    [!recovery.settled, 'messages are still in flight'],
    [recovery.seconds > RECOVERED_WITHIN_S, `recovery took ${recovery.seconds} s`],
    [
      of(twilio, 'callback-refused') > 0,
      `${of(twilio, 'callback-refused')} well signed callbacks were refused`,
    ],
    [of(twilio, 'turn-refused') > 0, `${of(twilio, 'turn-refused')} well signed turns of calls were refused`],
    [of(twilio, 'turn-differs') > 0, `${of(twilio, 'turn-differs')} turns were answered in two ways`],
    [stops.latestMs > STOPPED_WITHIN_MS, `a message arrived ${stops.latestMs} ms after its stop`],
    ...ownDeaths.map(({ name, said }): [boolean, string] => [true, `${name} ended by itself:\n${said}`]),
  ];
  return checks.flatMap(([wrong, what]) => (wrong ? [what] : []));
}

const of = (counts: Record<string, number>, what: string): number => counts[what] ?? 0;

/** A short account of the torment, for people. */
export function tellChaos(outcome: ChaosOutcome): void {
  const { torment, tally, twilio, mail, recovery } = outcome;
  const kills = Object.entries(torment.kills).map(([name, times]) => `${name} ${times}`);
  const by = (what: string): string =>
    ['sms', 'rcs', 'voice'].map((channel) => `${of(twilio, `${what}-${channel}`)} ${channel}`).join(', ');
  const { unknown } = tally;
  const lines = [
    `kills: ${kills.join(', ')}; ${outcome.killsInWindow} of them between an attempt's commit and its answer`,
    `queue emptied ${torment.queueLosses} times, Postgres killed ${torment.postgresCrashes} times`,
    `Twilio: took ${by('taken')}; refused for good ${by('refused')}`,
    `Twilio: ${of(twilio, 'throttle')} answered 429, ${of(twilio, 'fail-after')} answered 500 after acceptance and ` +
      `${of(twilio, 'fail-without')} without, ${of(twilio, 'drop-after')} answers dropped after acceptance and ` +
      `${of(twilio, 'drop-without')} without; ${of(twilio, 'look-up')} look-ups, ` +
      `${of(twilio, 'look-up-failed')} of them failed`,
    `callbacks: ${of(twilio, 'callback-taken')} taken, ${of(twilio, 'callback-given-up')} given up; turns of calls: ` +
      `${of(twilio, 'turn-taken')} taken, ${of(twilio, 'turn-given-up')} given up`,
    `mail: ${of(mail, 'put-off')} answered 450, ${of(mail, 'drop-after')} answers dropped after acceptance, ` +
      `${of(mail, 'drop-without')} broken off before; ${outcome.cutOffMails} cut off by kills`,
    `messages: ${tally.planned} planned, ${tally.atSink} at the sinks, ${tally.turnedAway} turned away, ` +
      `${tally.refused} refused, ${tally.cancelled} cancelled, ${tally.lost} lost, ${tally.duplicates} twice`,
    `in doubt: ${unknown.sms} SMS, ${unknown.rcs} cards, ${unknown.voice} calls, ${unknown.email} mails`,
    `fallbacks: ${tally.fallbacks}, ${tally.unfoundedFallbacks} of them unfounded, ${tally.needlessFallbacks} needless; ` +
      `${tally.stranded} messages stranded`,
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
