/**
 * The numbers by which this product locks in Postgres, which knows advisory locks by number alone: all of them are
 * here, so that no two are the same. What is locked by a name takes its second number here and its first from the name.
 */
export const AdvisoryLock = {
  /** Processes that start together migrate one at a time. */
  migration: 4_470_137,
  /** Addresses, against imports that read the suppressions before a stop and write the address after it. */
  addresses: 4_470_138,
  /** One process seals at a time. */
  seal: 4_470_139,
  /** Processes make partitions one at a time. */
  partitions: 4_470_140,
  /** Answers of one reference, from senders nobody knows, are queued one at a time. */
  unknownSender: 4_470_141,
  /** What covers several cases of a person is planned by one process at a time; by the person. */
  together: 4_470_150,
} as const;
