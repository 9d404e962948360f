import { z } from 'zod';
import { contactRoles } from '../../profile/contact-role.js';
import { tones } from '../../profile/tone.js';
import { pickByShare } from '../../behaviour/seeded-random.js';
import { channels } from '../channel.js';
import { drawOf } from '../draw.js';
import type { ChannelLeg, SendEffect } from '../effects.js';
import { keySchema, momentSchema, stageSchema } from '../schema-parts.js';
import {
  defineStep,
  nextStep,
  stepBase,
  type FamilyTraits,
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
    variants: z
      .array(
        z.strictObject({
          key: keySchema.describe('Name of the variant, in reports.'),
          share: z.number().positive().describe('Relative to the others.'),
          template: keySchema.optional().describe('Instead of the step’s.'),
          tone: z.enum(tones).optional().describe('Instead of the step’s.'),
        }),
      )
      .min(2)
      .optional()
      .describe('Drawn at random, always the same for a debtor: to learn what works better.'),
    to: z
      .strictObject({
        role: z.enum(contactRoles),
        otherwise: z
          .enum(['usual', 'nobody'])
          .default('usual')
          .describe('Where nobody of that role can be reached: the usual address, or nobody, for a copy.'),
      })
      .optional()
      .describe('Whom at a business it goes to.'),
    raisesStage: stageSchema.optional().describe('Stage of the case once this has been sent.'),
    together: z
      .strictObject({
        template: keySchema.describe('Template family written for several cases.'),
        withinDays: z.int().min(0).max(14).default(0),
      })
      .optional()
      .describe(
        'One message for all cases that a debtor has with a creditor: those of the same stage that come to this step on the same local day, or so many days later, are covered by it, in the words of this family. A case alone gets the usual one.',
      ),
  })
  .describe('Contacts the debtor once, through the first channel that works.');

export const sendStep = defineStep({
  schema,
  moment: (step) => step.at,
  fallsThrough: () => true,
  raisesStage: (step) => step.raisesStage,
  faults: (step, known) => [
    ...templateFaults(step.template, known),
    ...channelFaults(step, known),
    ...wordlessFaults(step, known),
    ...variantFaults(step, known),
    ...togetherFaults(step, known),
  ],
  compile: (step, flow) => {
    const legs = legsOf(step).map(compileLeg);
    const [first, ...others] = step.variants ?? [];
    return {
      sharesMessage: step.together !== undefined,
      run: ({ occurrence, facts }) => {
        const variant =
          first === undefined
            ? null
            : pickByShare([first, ...others], drawOf(flow.campaign, step.key, facts));
        const effect: SendEffect = {
          kind: 'send',
          stepKey: step.key,
          occurrence,
          channels: legs,
          template: variant?.template ?? step.template,
          variant: variant?.key ?? null,
          tone: variant?.tone ?? step.tone ?? null,
          to: step.to ?? null,
          raisesStage: step.raisesStage ?? null,
          ...(step.together && { together: step.together }),
        };
        return { does: 'send', to: flow.following, effect };
      },
    };
  },
});

/** A message for several cases is one and the same for all of them. */
function togetherFaults({ together, ...step }: z.infer<typeof schema>, known: KnownThings): StepFault[] {
  if (together === undefined) return [];
  const others = (['variants', 'to', 'raisesStage'] as const).filter((field) => step[field] !== undefined);
  const strangers = others.map((field) => ({
    path: [field],
    message: `"${field}" does not go with "together": what is said to one case of several is said to all`,
  }));
  const { template } = together;
  const words = [...templateFaults(template, known, true), ...wordlessFaults({ ...step, template }, known)];
  return [...strangers, ...words.map(({ message }) => ({ path: ['together', 'template'], message }))];
}

/** Each variant is looked at as the step that it would be; the place of a fault is the variant's. */
function variantFaults({ variants = [], ...step }: z.infer<typeof schema>, known: KnownThings): StepFault[] {
  return variants.flatMap(({ key, template }, index) => {
    const path = ['variants', index];
    const repeated = variants.findIndex((other) => other.key === key) < index;
    const faults: StepFault[] = repeated
      ? [{ path: [...path, 'key'], message: `"${key}" is already the key of a variant` }]
      : [];
    if (template === undefined) return faults;
    const own = [...templateFaults(template, known), ...wordlessFaults({ ...step, template }, known)];
    return [...faults, ...own.map(({ message }) => ({ path: [...path, 'template'], message }))];
  });
}

/** A channel that the family is not written for would be passed over at every sending. */
function wordlessFaults(step: z.infer<typeof schema>, known: KnownThings): StepFault[] {
  const written = known.templateFamilies?.get(step.template)?.channels;
  if (written === undefined) return [];
  return legsOf(step).flatMap(({ channel }, index) => {
    if (written.includes(channel)) return [];
    const path = step.channels ? ['channels', index, 'channel'] : ['channel'];
    return [
      { path, message: `"${step.template}" is not written for ${channel}; it is for ${written.join(', ')}` },
    ];
  });
}

type ChannelChoice = Pick<z.infer<typeof schema>, 'channel' | 'channels'>;

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

function templateFaults(template: string, known: KnownThings, several = false): StepFault[] {
  if (known.templateFamilies === undefined) return [];
  const family = known.templateFamilies.get(template);
  if (family === undefined) {
    const families = [...known.templateFamilies.keys()].sort().join(', ');
    return [{ path: ['template'], message: `unknown template family "${template}"; known: ${families}` }];
  }
  const message = subjectFault(template, family, several);
  return message === null ? [] : [{ path: ['template'], message }];
}

/** Words about what has not happened, or about fewer cases than the message covers, would not be true. */
function subjectFault(template: string, { about }: FamilyTraits, several: boolean): string | null {
  if (about === 'event')
    return `"${template}" tells of something that has happened: Dunlin sends it then, and no step does`;
  if (several && about !== 'cases')
    return `"${template}" speaks of one case; "together" takes a family that is written for several`;
  if (!several && about === 'cases')
    return `"${template}" speaks of several cases; name it under "together", and here one for a single case`;
  return null;
}

function channelFaults(step: ChannelChoice, known: KnownThings): StepFault[] {
  if ((step.channel === undefined) === (step.channels === undefined)) {
    return [{ path: [], message: 'a send takes exactly one of "channel" and "channels"' }];
  }
  if (step.channel !== undefined) return adapterFaults(step.channel, ['channel'], known);
  return legFaults(legsOf(step), known);
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
      const message =
        'whether a message was read is not waited for; write "when: unconfirmed" with "afterHours"';
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
