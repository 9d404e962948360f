import { z } from 'zod';

/** What is known of an agent, and may be given. */
export const agentProfile = z.object({
  ref: z
    .string()
    .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/, 'up to 64 letters, digits, dots, dashes or underscores')
    .describe('By which the agent signs calls, in X-Dunlin-Agent.'),
  name: z.string().trim().min(1).max(200),
  email: z.email().nullable().default(null),
  queues: z
    .array(z.string().regex(/^[a-z][a-z0-9-]{0,39}$/, 'lower-case letters, digits and dashes'))
    .min(1)
    .max(50)
    .default(['collections'])
    .describe('Queues whose escalations the agent is given.'),
  capacity: z.int().min(0).max(10_000).default(40).describe('Escalations on the desk at once.'),
  active: z.boolean().default(true),
});
export type AgentProfile = z.infer<typeof agentProfile>;

/** Parts of the profile that may change; the reference stays, since the record names it. */
export const agentChange = z.strictObject({
  name: agentProfile.shape.name.optional(),
  email: z.email().nullable().optional(),
  queues: z.array(agentProfile.shape.queues.unwrap().element).min(1).max(50).optional(),
  capacity: z.int().min(0).max(10_000).optional(),
  active: z.boolean().optional(),
});
export type AgentChange = z.infer<typeof agentChange>;

export const agentView = z.object({
  id: z.uuid(),
  ref: z.string(),
  name: z.string(),
  email: z.string().nullable(),
  queues: z.array(z.string()),
  capacity: z.int(),
  active: z.boolean(),
  open: z.int().describe('Escalations on the desk: assigned or claimed, not resolved.'),
});
export type AgentView = z.infer<typeof agentView>;

/** The people who take escalations. */
export abstract class AgentRoster {
  abstract list(): Promise<AgentView[]>;
  abstract read(ref: string): Promise<AgentView | null>;
  /** Null when the reference is taken. */
  abstract add(profile: AgentProfile, actor: string): Promise<AgentView | null>;
  /** Null when there is no such agent. */
  abstract change(ref: string, change: AgentChange, actor: string): Promise<AgentView | null>;
}
