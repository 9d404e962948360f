import { z } from 'zod';

const share = z.number().min(0).max(1).default(0);

/** Which provider faults to inject, each as a share of requests. Posting a plan replaces the one before. */
export const faultPlanSchema = z.object({
  /** The message is taken in, then the connection is cut instead of an answer. */
  dropAnswers: share,
  /** Refused for going too fast; nothing is taken in. By mail: 451 before the data. */
  status429: share,
  /** Answered with an error of the server. By mail: 451 after the data, nothing taken in. */
  status500: share,
  /** Of the requests answered 500, how many were taken in all the same; the caller cannot know. By mail: cut off. */
  storedDespite500: z.number().min(0).max(1).default(0.5),
  /**
   * Of the calls that are answered, those in which detection takes a person for a machine, or a machine for a person.
   * Twilio has spoken of 94 % that it gets right (its page on answering machine detection).
   */
  misheard: share,
  /** Milliseconds of machine time that each answer waits. */
  slowMs: z.number().int().min(0).max(60_000).default(0),
  seed: z.union([z.string(), z.number()]).default('faults'),
  channels: z.array(z.enum(['sms', 'email', 'rcs', 'voice'])).default(['sms', 'email', 'rcs', 'voice']),
});

/** What faults are injected into: messages by channel, and calls. */
export type FaultChannel = FaultPlan['channels'][number];
export type FaultPlan = z.output<typeof faultPlanSchema>;
