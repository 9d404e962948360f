import { z } from 'zod';

export const launchQuery = z.object({
  fileName: z
    .string()
    .regex(/^[\w.-]{1,100}$/, 'up to 100 letters, digits, dots, dashes or underscores')
    .default('campaign.yaml')
    .describe('What faults call the file.'),
});

export const launchAnswer = z.object({
  campaignId: z.uuid(),
  versionId: z.uuid(),
  version: z.int(),
  isNew: z.boolean().describe('False when exactly this text was launched before.'),
  enrolled: z.int().describe('Cases that entered now.'),
});
export type LaunchAnswer = z.infer<typeof launchAnswer>;

/** How a campaign file may be labelled. */
export const YAML_TYPES = ['application/yaml', 'application/x-yaml', 'text/yaml', 'text/x-yaml'] as const;
