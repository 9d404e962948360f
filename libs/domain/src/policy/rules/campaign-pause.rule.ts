import { z } from 'zod';
import { MINUTE_MS } from '../../calendar/civil-date.js';
import { contactRule } from '../contact-rule.js';

/** While its campaign is paused a message waits, and is asked about again after a while. */
export const campaignPauseRule = contactRule({
  id: 'campaign-pause',
  version: 1,
  meaning: 'While its campaign is paused a message waits, and is asked about again after a while.',
  parameters: z.strictObject({ recheckMinutes: z.int().min(1).max(10_080) }),
  compile: ({ recheckMinutes }) => ({
    kind: 'time',
    next: ({ facts }, instant) =>
      facts.campaignPaused ? Math.max(instant, facts.at + recheckMinutes * MINUTE_MS) : instant,
    end: (_moment, _instant, limit) => limit,
  }),
});
