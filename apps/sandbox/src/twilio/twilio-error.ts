import { Catch, HttpException, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply } from 'fastify';

/** Error codes that the stand-in answers with. Source: twilio.com/docs/api/errors. */
const ERRORS = {
  20003: { status: 401, message: () => 'Authenticate' },
  20404: { status: 404, message: (what: string) => `The requested resource ${what} was not found` },
  20429: { status: 429, message: () => 'Too Many Requests' },
  20500: { status: 500, message: () => 'An internal server error has occurred' },
  20009: { status: 409, message: (what: string) => `The ${what} cannot be deleted before it is over` },
  20001: { status: 400, message: (what: string) => `Invalid parameter ${what}` },
  21201: { status: 400, message: () => "No 'To' number is specified" },
  21205: { status: 400, message: (url: string) => `Url is not a valid URL: ${url}` },
  21211: { status: 400, message: (to: string) => `Invalid 'To' Phone Number: ${to}` },
  21212: { status: 400, message: (from: string) => `Invalid From Number (caller ID): ${from}` },
  21213: { status: 400, message: () => "A 'From' phone number is required." },
  21214: { status: 400, message: (to: string) => `'To' phone number cannot be reached: ${to}` },
  21215: { status: 400, message: (to: string) => `Account not authorized to call ${to}` },
  21216: { status: 400, message: (to: string) => `Account not allowed to call ${to}` },
  21217: { status: 400, message: (to: string) => `Phone number does not appear to be valid: ${to}` },
  21220: { status: 400, message: (what: string) => `Call is not in-progress. Cannot ${what}.` },
  21408: {
    status: 400,
    message: (to: string) =>
      `Permission to send an SMS has not been enabled for the region indicated by the 'To' number: ${to}`,
  },
  21602: { status: 400, message: () => 'Message body is required.' },
  21603: { status: 400, message: () => "A 'From' phone number is required." },
  21604: { status: 400, message: () => "A 'To' phone number is required." },
  21606: {
    status: 400,
    message: (from: string) =>
      `The 'From' phone number provided (${from}) is not a valid message-capable Twilio phone number for this destination.`,
  },
  21609: { status: 400, message: (url: string) => `The 'StatusCallback' URL ${url} is not a valid URL.` },
  21610: { status: 400, message: () => 'Attempt to send to unsubscribed recipient' },
  21611: {
    status: 429,
    message: (from: string) =>
      `This 'From' number (${from}) has exceeded the maximum number of queued messages`,
  },
  21612: {
    status: 400,
    message: (to: string) =>
      `The 'To' phone number: ${to}, is not currently reachable using the 'From' phone number`,
  },
  21614: { status: 400, message: (to: string) => `'To' number is not a valid mobile number: ${to}` },
  21617: { status: 400, message: () => 'The concatenated message body exceeds the 1600 character limit.' },
  21619: { status: 400, message: () => 'A text message body or media urls must be specified.' },
  21654: { status: 400, message: () => 'ContentSid Required' },
  21655: { status: 400, message: () => 'The ContentSid is Invalid' },
  21656: { status: 400, message: () => 'The Content Variables parameter is invalid.' },
  21658: { status: 400, message: (what: string) => `Parameter exceeded character limit: ${what}` },
  21910: {
    status: 400,
    message: () => "Invalid 'From' and 'To' pair. 'From' and 'To' should be of the same channel",
  },
  // Also a body of another type than the API takes: https://www.twilio.com/docs/api/errors/70002
  70002: { status: 400, message: () => 'Bad request: the body of the request cannot be read' },
  30409: { status: 400, message: () => 'This message cannot be canceled' },
} as const;

export type TwilioErrorCode = keyof typeof ERRORS;

/** What the API answers instead of a resource: `{code, message, more_info, status}`. */
export class TwilioError extends HttpException {
  constructor(
    readonly code: TwilioErrorCode,
    about = '',
  ) {
    const { status, message } = ERRORS[code];
    super(
      { code, message: message(about), more_info: `https://www.twilio.com/docs/errors/${code}`, status },
      status,
    );
  }
}

/** Answers in Twilio's shape whatever filters the process has around it. */
@Catch()
export class TwilioErrorFilter implements ExceptionFilter {
  catch(exception: unknown, host: ArgumentsHost): void {
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    const error = asTwilioError(exception);
    if (error.code === 20003) void reply.header('www-authenticate', 'Basic realm="Twilio API"');
    if (error.code === 20429) void reply.header('retry-after', '1');
    void reply.status(error.getStatus()).type('application/json').send(error.getResponse());
  }
}

function asTwilioError(exception: unknown): TwilioError {
  if (exception instanceof TwilioError) return exception;
  if (exception instanceof HttpException && exception.getStatus() < 500) return new TwilioError(20001);
  return new TwilioError(20500);
}
