import { z } from 'zod';

export const launchQuery = z.object({
  fileName: z
    .string()
    .regex(/^[\w.-]{1,100}$/, 'up to 100 letters, digits, dots, dashes or underscores')
    .default('campaign.yaml')
    .describe('What faults call the file.'),
  follow: z
    .enum(['true', 'false'])
    .default('false')
    .describe('Whether cases under way go on in this version, where it has their next step.'),
});

export const previewQuery = launchQuery.omit({ follow: true });

export const previewAnswer = z.object({
  key: z.string(),
  liveVersion: z.int().nullable().describe('That takes cases in now; null: the campaign would be new.'),
  entrants: z.int().describe('Cases that would enter at once.'),
  contactedWithinWeek: z
    .int()
    .describe('Cases among them that would be contacted within seven days, if nothing happened meanwhile.'),
  firstContacts: z
    .array(z.object({ step: z.string(), cases: z.int() }))
    .describe('The same by the step that would contact them first.'),
  changes: z
    .array(
      z.object({
        what: z.union([z.object({ field: z.string() }), z.object({ step: z.string() })]),
        change: z.enum(['added', 'removed', 'changed']),
        fields: z.array(z.string()).describe('Of a changed step.'),
      }),
    )
    .describe('What differs from the live version.'),
  standing: z
    .array(
      z.object({
        step: z.string().nullable().describe('That comes next; null: none was entered yet.'),
        cases: z.int(),
        parked: z
          .int()
          .describe('Cases among them that rest, held or with an agent: it comes when they are let go on.'),
        withinWeek: z.int().describe('Cases among the others for which it comes within seven days.'),
        contacts: z.boolean().describe('Whether they are contacted then.'),
        removed: z.boolean().describe('The new version lacks it: its cases stay in theirs.'),
      }),
    )
    .describe('Where the cases under way stand.'),
});
export type PreviewAnswer = z.infer<typeof previewAnswer>;

export const launchAnswer = z.object({
  campaignId: z.uuid(),
  versionId: z.uuid(),
  version: z.int(),
  isNew: z.boolean().describe('False when exactly this text was launched before.'),
  enrolled: z.int().describe('Cases that entered now.'),
  followed: z.int().describe('Cases under way that go on in this version.'),
});
export type LaunchAnswer = z.infer<typeof launchAnswer>;

/** How a campaign file may be labelled. */
export const YAML_TYPES = ['application/yaml', 'application/x-yaml', 'text/yaml', 'text/x-yaml'] as const;
