import { type Channel, optOutChannel, type WantedContact } from '#domain';
import type { MessageToRender, PointOfMessage } from '#persistence';

/** The kind of contact point that a channel needs. */
const POINT_OF_CHANNEL: Record<Channel, 'phone' | 'email'> = {
  sms: 'phone',
  email: 'email',
  rcs: 'phone',
  voice: 'phone',
};

const NOWHERE: ReadonlySet<string> = new Set();

/** A channel that can be tried, and where. */
export interface ChosenLeg {
  legNo: number;
  channel: Channel;
  contactPointId: string;
}

/**
 * The first leg from the wanted one on that the creditor can send and for which the debtor has a usable address; null
 * when none is left. What is passed over does not count as a try.
 * @param canSend whether this message can go by a channel, as far as our side is concerned
 * @param had contact points that have the original of a copy, which is for somebody else then
 */
export function chooseLeg(
  message: MessageToRender,
  canSend: (channel: Channel) => boolean = () => true,
  had: ReadonlySet<string> = NOWHERE,
): ChosenLeg | null {
  for (let legNo = message.leg_no; legNo <= message.channels.length; legNo += 1) {
    const channel = message.channels[legNo - 1];
    if (channel === undefined || !canSend(channel)) continue;
    const point = usablePoint(message, channel, had);
    if (point) return { legNo, channel, contactPointId: point };
  }
  return null;
}

/** Whoever has the wanted role; where nobody has, the first, unless the message is for that role alone. */
function ofRole(points: readonly PointOfMessage[], wanted?: WantedContact): PointOfMessage | undefined {
  if (wanted === undefined) return points[0];
  const found = points.find(({ role }) => role === wanted.role);
  return found ?? (wanted.otherwise === 'usual' ? points[0] : undefined);
}

/**
 * The address that the message is for, if it names one: a confirmation answers where it was asked for. Otherwise the
 * first that has not opted out; one that has is still chosen when the message confirms just that.
 */
function usablePoint(
  message: MessageToRender,
  channel: Channel,
  had: ReadonlySet<string>,
): string | undefined {
  const points = message.points.filter(({ id, kind }) => kind === POINT_OF_CHANNEL[channel] && !had.has(id));
  const asked = points.find((point) => point.id === message.extra?.contactPointId);
  if (asked) return asked.id;
  const open = points.filter((point) => !point.optedOut.includes(optOutChannel(channel)));
  const chosen = ofRole(open, message.extra?.to as WantedContact | undefined);
  if (chosen) return chosen.id;
  return message.family === 'opt-out-confirmation' ? points[0]?.id : undefined;
}
