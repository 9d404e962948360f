import {
  addressOf,
  type BusinessClock,
  type HandOffDestination,
  type HandOffOutbox,
  handOffWebhookSchema,
  type OutgoingHandOff,
  type WebhookDestination,
  type WebhookSender,
} from '#contracts';

/** Longer than a web server is waited for; machine time. */
const LEASE_MS = 60_000;
const AT_ONCE = 20;
const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
/** Until the next try, after each one that failed; machine time, as https://www.standardwebhooks.com has it. */
const PATIENCE = [
  ...[5 * SECOND, 5 * MINUTE, 30 * MINUTE],
  ...[2 * HOUR, 5 * HOUR, 10 * HOUR, 14 * HOUR, 20 * HOUR, 24 * HOUR],
];

export interface HandOffDelivery {
  outbox: HandOffOutbox;
  sender: WebhookSender;
  clock: BusinessClock;
  destinations: readonly HandOffDestination[];
  /** By the name of the environment variable. */
  secrets: Readonly<Record<string, string>>;
}

/**
 * Tells outside systems what was approved for them. Taken up under a lease, so that a process that ends loses nothing;
 * what may have arrived is sent again under the same id. What nobody takes in the end, or what is to go where no
 * destination is, becomes an agent's. Returns how many were told, or given up.
 */
export async function deliverHandOffs(delivery: HandOffDelivery): Promise<number> {
  const { outbox, clock, destinations } = delivery;
  const now = await clock.refresh();
  const addresses = destinations.map((each) => addressOf(each, destinations));
  let done = await outbox.failUnknown(addresses, now);
  for (const destination of destinations) {
    if (destination.kind !== 'webhook') continue;
    const taken = await outbox.take(addressOf(destination, destinations), now, LEASE_MS, AT_ONCE);
    const told = await Promise.all(taken.map((each) => deliver(delivery, destination, each)));
    done += told.filter(Boolean).length;
  }
  return done;
}

async function deliver(
  { outbox, sender, clock, secrets }: HandOffDelivery,
  { url, local, secret: name }: WebhookDestination,
  handOff: OutgoingHandOff,
): Promise<boolean> {
  const secret = secrets[name];
  if (secret === undefined) throw new Error(`the environment variable ${name} is missing`);
  const { id } = handOff;
  const body = bodyOf(handOff);
  if (body === null) {
    await outbox.fail(handOff, 'body-not-as-documented', clock.now());
    return true;
  }
  const result = await sender.send({ id, url, local, secret, body });
  if (result.outcome === 'delivered') {
    await outbox.given(handOff, clock.now());
    return true;
  }
  const wait = PATIENCE[handOff.tries - 1];
  if (result.retry && wait !== undefined) {
    await outbox.putOff(id, wait, result.error);
    return false;
  }
  await outbox.fail(handOff, result.error, clock.now());
  return true;
}

/** Null when the hand-off does not make the body that is documented: what nobody can read is not sent. */
function bodyOf(handOff: OutgoingHandOff): string | null {
  const { id, to, campaign, stepKey, approvedBy, approvedAt, givenAt, figures, debtor } = handOff;
  const data = { handOff: id, to, campaign, step: stepKey, approvedBy, approvedAt, figures, debtor };
  const body = handOffWebhookSchema.safeParse({ type: 'case.handed_off', timestamp: givenAt, data });
  return body.success ? JSON.stringify(body.data) : null;
}
