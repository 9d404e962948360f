import type { PolicyPack } from '#domain';

export type PolicyPacks = readonly PolicyPack[];
export const POLICY_PACKS = Symbol('POLICY_PACKS');
