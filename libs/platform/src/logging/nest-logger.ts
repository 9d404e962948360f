import type { LoggerService } from '@nestjs/common';
import type { Logger } from 'pino';
import { scrub } from './redaction.js';

type Level = 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace';

/** Lets Nest, and the libraries that log through it, write to our structured log. */
export class NestLogger implements LoggerService {
  constructor(private readonly logger: Logger) {}

  log(message: unknown, ...rest: unknown[]): void {
    this.write('debug', message, rest);
  }
  error(message: unknown, ...rest: unknown[]): void {
    this.write('error', message, rest);
  }
  warn(message: unknown, ...rest: unknown[]): void {
    this.write('warn', message, rest);
  }
  debug(message: unknown, ...rest: unknown[]): void {
    this.write('trace', message, rest);
  }
  verbose(message: unknown, ...rest: unknown[]): void {
    this.write('trace', message, rest);
  }
  fatal(message: unknown, ...rest: unknown[]): void {
    this.write('fatal', message, rest);
  }

  /** Nest passes the context's name last, and a stack before it when it logs an error's message. */
  private write(level: Level, message: unknown, rest: unknown[]): void {
    const context = typeof rest.at(-1) === 'string' ? rest.at(-1) : undefined;
    if (message instanceof Error) {
      this.logger[level]({ context, err: message }, 'unexpected error');
      return;
    }
    const cause = rest.find((part) => part instanceof Error);
    const fields = cause ? { context, error: cause } : { context };
    this.logger[level](fields, typeof message === 'string' ? scrub(message) : 'message without text');
  }
}
