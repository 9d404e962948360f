import { z } from 'zod';
import { tones } from '../../profile/tone.js';
import { channels } from '../channel.js';
import type { ChannelLeg, SendEffect } from '../effects.js';
import { keySchema, momentSchema, stageSchema } from '../schema-parts.js';
import {
  defineStep,
  nextStep,
  stepBase,
  type FaultPath,
  type KnownThings,
  type StepFault,
} from '../step-type.js';

const moveOnSchema = z
  .strictObject({
    when: z.enum(['undelivered', 'unconfirmed', 'unread']),
    afterHours: z.number().positive().max(240).optional(),
  })
  .describe('What moves on to the next channel; proof of non-delivery when absent.');

const channelSchema = z.enum(channels, {
  error: (issue) => `unsupported channel ${JSON.stringify(issue.input)}; supported: ${channels.join(', ')}`,
});

const legSchema = z.strictObject({
  channel: channelSchema,
  moveOn: moveOnSchema.optional(),
});
type Leg = z.infer<typeof legSchema>;

const schema = z
  .strictObject({
    type: z.literal('send'),
    ...stepBase,
    ...nextStep,
    at: momentSchema.optional().describe('When it goes out; as soon as it is reached when absent.'),
    channel: channelSchema.optional().describe('The one channel to use.'),
    channels: z.array(legSchema).min(1).optional().describe('A channel and those to fall back to, in order.'),
    template: keySchema.describe('Template family.'),
    tone: z.enum(tones).optional().describe('The stage decides when absent.'),
    raisesStage: stageSchema.optional().describe('Stage of the case once this has been sent.'),
  })
  .describe('Contacts the debtor once, through the first channel that works.');

export const sendStep = defineStep({
  schema,
  moment: (step) => step.at,
  fallsThrough: () => true,
  raisesStage: (step) => step.raisesStage,
  faults: (step, known) => [...templateFaults(step.template, known), ...channelFaults(step, known)],
  compile: (step, flow) => {
    const legs = legsOf(step).map(compileLeg);
    return {
      run: ({ occurrence }) => {
        const effect: SendEffect = {
          kind: 'send',
          stepKey: step.key,
          occurrence,
          channels: legs,
          template: step.template,
          tone: step.tone ?? null,
          raisesStage: step.raisesStage ?? null,
        };
        return { does: 'send', to: flow.following, effect };
      },
    };
  },
});

type ChannelChoice = Pick<z.infer<typeof schema>, 'channel' | 'channels' | 'template'>;

function legsOf(step: ChannelChoice): readonly Leg[] {
  return step.channels ?? (step.channel === undefined ? [] : [{ channel: step.channel }]);
}

function compileLeg(leg: Leg, index: number, all: readonly Leg[]): ChannelLeg {
  if (index === all.length - 1) return { channel: leg.channel, moveOn: null };
  const { when, afterHours } = leg.moveOn ?? { when: 'undelivered' as const };
  return {
    channel: leg.channel,
    moveOn: { when, afterMinutes: afterHours === undefined ? null : Math.round(afterHours * 60) },
  };
}

function templateFaults(template: string, known: KnownThings): StepFault[] {
  if (known.templateFamilies === undefined || known.templateFamilies.has(template)) return [];
  const families = [...known.templateFamilies.keys()].sort().join(', ');
  return [{ path: ['template'], message: `unknown template family "${template}"; known: ${families}` }];
}

function channelFaults(step: ChannelChoice, known: KnownThings): StepFault[] {
  if ((step.channel === undefined) === (step.channels === undefined)) {
    return [{ path: [], message: 'a send takes exactly one of "channel" and "channels"' }];
  }
  const legs =
    step.channel === undefined
      ? legFaults(legsOf(step), known)
      : adapterFaults(step.channel, ['channel'], known);
  return [...legs, ...wordFaults(step, known)];
}

/** A family without words for a channel would fail when the message is written. */
function wordFaults(step: ChannelChoice, known: KnownThings): StepFault[] {
  const written = known.familyChannels?.get(step.template);
  if (written === undefined) return [];
  return legsOf(step).flatMap(({ channel }, index) => {
    if (!known.channels.has(channel) || written.includes(channel)) return [];
    const path = step.channel === undefined ? ['channels', index, 'channel'] : ['channel'];
    const message = `the family "${step.template}" has no words for "${channel}"; it has ${written.join(', ')}`;
    return [{ path, message }];
  });
}

function adapterFaults(channel: string, path: FaultPath, known: KnownThings): StepFault[] {
  if (known.channels.has(channel)) return [];
  return [{ path, message: `no adapter serves the channel "${channel}"` }];
}

function legFaults(legs: readonly Leg[], known: KnownThings): StepFault[] {
  return legs.flatMap((leg, index) => {
    const path = ['channels', index];
    const faults = adapterFaults(leg.channel, [...path, 'channel'], known);
    if (legs.findIndex((other) => other.channel === leg.channel) < index) {
      faults.push({ path: [...path, 'channel'], message: `"${leg.channel}" is already earlier in the list` });
    }
    if (leg.moveOn === undefined) return faults;
    if (index === legs.length - 1) {
      faults.push({ path: [...path, 'moveOn'], message: 'there is no channel left to move on to' });
    }
    if (leg.moveOn.when === 'unread') {
      const message = `no read receipts come by "${leg.channel}"; write "when: unconfirmed" with "afterHours"`;
      faults.push({ path: [...path, 'moveOn', 'when'], message });
      return faults;
    }
    if ((leg.moveOn.when === 'undelivered') !== (leg.moveOn.afterHours === undefined)) {
      const message = `"${leg.moveOn.when}" ${leg.moveOn.when === 'undelivered' ? 'takes no' : 'needs'} "afterHours"`;
      faults.push({ path: [...path, 'moveOn'], message });
    }
    return faults;
  });
}
