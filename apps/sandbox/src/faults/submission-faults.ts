import type { FastifyReply } from 'fastify';
import { TwilioError } from '../twilio/twilio-error.js';
import type { FaultChannel } from './fault-plan.schema.js';
import type { Fault, FaultInjector } from './fault-injector.js';

/** Answers a create request as Twilio would, or goes wrong as the plan says: before it is taken in, or after. */
export async function createUnderFaults<Made>(
  faults: FaultInjector,
  channel: FaultChannel,
  reply: FastifyReply,
  make: () => Made,
  show: (made: Made) => Record<string, unknown>,
): Promise<void> {
  const fault = faults.forSubmission(channel);
  await faults.delay(channel);
  throwFor(fault);
  const made = make();
  if (fault === 'error-after-storing') throw new TwilioError(20500);
  if (fault === 'drop') {
    reply.hijack();
    reply.raw.destroy();
    return;
  }
  void reply.status(201).send(show(made));
}

/** Lets a request that only asks meet what the plan has for it. */
export async function meetQueryFaults(faults: FaultInjector, channel: FaultChannel): Promise<void> {
  const fault = faults.forQuery(channel);
  await faults.delay(channel);
  throwFor(fault);
}

function throwFor(fault: Fault): void {
  if (fault === 'too-many') throw new TwilioError(20429);
  if (fault === 'error') throw new TwilioError(20500);
}
