/** The channels that a campaign may name. A channel without an adapter is refused when campaigns load. */
export const channels = ['sms', 'email', 'rcs', 'voice'] as const;

export type Channel = (typeof channels)[number];
