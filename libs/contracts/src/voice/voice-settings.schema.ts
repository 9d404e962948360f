import { z } from 'zod';

const number = z.string().regex(/^\+[1-9]\d{6,14}$/, 'a number with its country, such as +48223000000');
const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'a time of day, such as 09:00');

/** How a creditor calls: `settings.voice` of its description. */
export const voiceSettingsSchema = z.strictObject({
  callFrom: number.optional().describe('Whom a called person sees; the SMS sender, where that is a number.'),
  person: z
    .strictObject({
      number,
      opens: time.default('09:00'),
      closes: time.default('17:00'),
    })
    .optional()
    .describe('Where people answer, on working days; without it a callback is noted instead.'),
});

export type VoiceSettings = z.infer<typeof voiceSettingsSchema>;
