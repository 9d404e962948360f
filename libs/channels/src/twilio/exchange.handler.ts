import type { Dispatcher } from 'undici';
import { HandedOverLateError, ThrottledError, TransportError } from './transport-errors.js';

/** An answer in the form that the SDK takes from its HTTP client. */
export interface Answer {
  statusCode: number;
  /** Text, which the SDK parses, or what it says. */
  body: string | object;
  headers: Record<string, unknown>;
}

const CREATED = 201;
const TOO_MANY_REQUESTS = 429;

/** One request and its answer, at the lowest level that undici offers: this is the sender's hot path. */
export class ExchangeHandler implements Dispatcher.DispatchHandler {
  /** True from the moment that undici writes the request; until then it is proved that nothing left. */
  private sent = false;
  private status = 0;
  private headers: Record<string, unknown> = {};
  private first: Buffer | undefined;
  private rest: Buffer[] | undefined;

  constructor(
    private readonly resolve: (answer: Answer) => void,
    private readonly reject: (error: Error) => void,
    private readonly handOverBy: number | undefined,
  ) {}

  onRequestStart(controller: Dispatcher.DispatchController): void {
    if (this.handOverBy !== undefined && performance.now() > this.handOverBy) {
      controller.abort(new HandedOverLateError());
      return;
    }
    this.sent = true;
  }

  onResponseStart(
    _controller: Dispatcher.DispatchController,
    status: number,
    headers: Record<string, unknown>,
  ): void {
    this.status = status;
    this.headers = headers;
  }

  onResponseData(_controller: Dispatcher.DispatchController, chunk: Buffer): void {
    if (this.first === undefined) this.first = chunk;
    else (this.rest ??= []).push(chunk);
  }

  onResponseEnd(): void {
    const body = this.text();
    if (this.status === TOO_MANY_REQUESTS) {
      this.reject(new ThrottledError(errorCode(body) ?? 'http-429', retryAfter(this.headers['retry-after'])));
    } else {
      const told = this.status === CREATED ? withoutDates(body) : body;
      this.resolve({ statusCode: this.status, body: told, headers: this.headers });
    }
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
    if (error instanceof HandedOverLateError) return this.reject(error);
    const code = (error as NodeJS.ErrnoException).code ?? error.name;
    this.reject(new TransportError(code, this.sent, error));
  }

  private text(): string {
    if (this.first === undefined) return '';
    return (this.rest === undefined ? this.first : Buffer.concat([this.first, ...this.rest])).toString();
  }
}

/**
 * What was created, without its dates: nobody asks for them here, and the SDK would spend on reading them a tenth of
 * what the whole exchange costs. Text that is no JSON is left to the SDK to complain about.
 */
function withoutDates(body: string): string | object {
  try {
    const created: unknown = JSON.parse(body);
    if (typeof created !== 'object' || created === null) return body;
    return { ...created, date_created: null, date_updated: null, date_sent: null };
  } catch {
    return body;
  }
}

function errorCode(body: string): string | undefined {
  return /"code"\s*:\s*(\d+)/.exec(body)?.[1];
}

/** Milliseconds from a Retry-After header in seconds or as a date. */
function retryAfter(header: unknown): number | undefined {
  if (typeof header !== 'string') return undefined;
  const ms = /^\d+$/.test(header) ? Number(header) * 1000 : Date.parse(header) - Date.now();
  return Number.isFinite(ms) ? Math.max(0, ms) : undefined;
}
