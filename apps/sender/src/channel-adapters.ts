import type { ChannelAdapter } from '#contracts';

/** The adapters by the channel they serve. */
export type ChannelAdapters = ReadonlyMap<string, ChannelAdapter>;
export const CHANNEL_ADAPTERS = Symbol('CHANNEL_ADAPTERS');
