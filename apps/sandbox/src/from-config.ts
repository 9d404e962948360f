import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { BusinessClock } from '#contracts';
import {
  deriveKey,
  formatFault,
  parseAgentHabits,
  parseBehaviour,
  type AgentHabits,
  type BehaviourModel,
} from '#domain';
import { isLoopbackUrl, type PlatformConfig } from '#platform';
import type { SandboxOptions } from './sandbox.options.js';

/** Files of the demo, when the sandbox shall be peopled by it. */
export interface DemoFiles {
  readonly consumers: string;
  readonly businesses: string;
  readonly behaviour: string;
  /** How its agents work. */
  readonly agents: string;
  readonly seed: string | number;
}

/** The sandbox's options as an installation's own configuration has them: what it sends, the sandbox accepts. */
export async function sandboxOptions(
  config: PlatformConfig,
  clock: BusinessClock,
  demo?: DemoFiles,
): Promise<SandboxOptions> {
  const { publicUrl, twilio, secret } = config;
  return {
    accountSid: twilio.accountSid,
    authToken: twilio.authToken,
    publicUrl,
    inboundUrl: `${publicUrl}/webhooks/twilio/inbound#rc=5&rp=all`,
    smtpPort: Number(new URL(config.smtpUrl).port || 25),
    smtpHost: isLoopbackUrl(config.smtpUrl) ? new URL(config.smtpUrl).hostname : config.host,
    paymentSecret: deriveKey(secret, 'payment-webhook').toString('hex'),
    paymentKey: deriveKey(secret, 'sandbox-payment-api').toString('hex'),
    emailWebhookSecret: deriveKey(secret, 'email-webhook').toString('hex'),
    clock,
    dataDir: join(config.dataDirectory, 'sandbox'),
    seed: demo?.seed ?? 'sandbox',
    ...(demo
      ? {
          debtorsFiles: [demo.consumers, demo.businesses],
          behaviour: await readBehaviour(demo.behaviour),
        }
      : {}),
    // Only where time itself is a demo's: nothing of anybody's own is ever worked on by itself.
    ...(demo && config.clock.mode === 'demo'
      ? { agents: { habits: await readHabits(demo.agents), apiKey: config.apiKey } }
      : {}),
  };
}

async function readBehaviour(file: string): Promise<BehaviourModel> {
  const parsed = parseBehaviour(await readFile(file, 'utf8'), file);
  if ('model' in parsed) return parsed.model;
  const faults = parsed.faults.map(formatFault).join('\n');
  throw new Error(`the behaviour file cannot be used:\n${faults}`);
}

async function readHabits(file: string): Promise<AgentHabits> {
  const parsed = parseAgentHabits(await readFile(file, 'utf8'), file);
  if ('habits' in parsed) return parsed.habits;
  throw new Error(
    `the file of the demo's agents cannot be used:\n${parsed.faults.map(formatFault).join('\n')}`,
  );
}
