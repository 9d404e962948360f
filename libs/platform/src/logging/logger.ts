import { pino, type DestinationStream, type Logger } from 'pino';
import { describeError } from './describe-error.js';
import { REDACTED_PATHS } from './redaction.js';

/** Injection token of the process's logger. */
export const LOGGER = Symbol('LOGGER');

export type { Logger };

/**
 * A structured logger: one JSON object a line, ids only. Errors logged under `err` or `error` are described without
 * the values that their messages may quote.
 * @param service that speaks; several of one process are named together
 */
export function createLogger(level: string, destination?: DestinationStream, service = 'dunlin'): Logger {
  const options = {
    level,
    base: { service, pid: process.pid },
    timestamp: () => `,"time":"${new Date().toISOString()}"`,
    formatters: { level: (label: string) => ({ level: label }) },
    redact: { paths: [...REDACTED_PATHS], censor: '[redacted]' },
    serializers: { err: describeError, error: describeError },
  };
  return destination ? pino(options, destination) : pino(options);
}
