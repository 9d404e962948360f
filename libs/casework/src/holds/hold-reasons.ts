/** Reasons for which casework itself holds a case. Agents and creditors may give others of the same form. */
export const holdReasons = {
  /** A human agent has been asked for. */
  escalated: 'escalated',
  dispute: 'dispute',
  hardship: 'hardship',
  /** A promise to pay stands, or an agreed plan of instalments runs; who judges it lifts its hold. */
  promise: 'promise',
  plan: 'plan',
  /** An agent ended all outreach; only an agent lifts it. */
  stopped: 'stopped',
} as const;

/** A hold's reason is a code: it is stored with decisions and shown, so it must not hold personal data. */
export const HOLD_REASON = /^[a-z][a-z0-9-]{1,39}$/;
