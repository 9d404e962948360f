import { Controller, Inject, Logger, Post, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import {
  type CallReport,
  callTwiml,
  isNobody,
  TwilioCallWebhooks,
  turnUrl,
  type WebhookForm,
} from '#channels';
import { Config, type LegName } from '#contracts';
import { type CallInput, FIRST_TURN, readState } from '#conversation';
import { CallDesk, type TurnRequest } from '../calls/call-desk.js';
import { factOfCall } from '../calls/call-state-of.js';
import { ReceiptIntake } from '../receipts/receipt-intake.js';
import { type LegParams, readLeg } from './leg-address.js';
import { WebhookCounter } from './webhook-counter.js';

type TurnParams = LegParams & { state: string };
type TurnHttpRequest = FastifyRequest<{ Params: TurnParams; Body: WebhookForm | undefined }>;

const DOOR = 'twilio-call-turn';
const SAY_NOTHING = '<?xml version="1.0" encoding="UTF-8"?><Response><Hangup/></Response>';

/** Where Twilio asks what to say next. A person waits meanwhile: answered by hand, without pipes. */
@ApiExcludeController()
@Controller('webhooks/twilio/voice/turn')
export class CallTurnController {
  private readonly logger = new Logger('calls');
  private readonly webhooks: TwilioCallWebhooks;
  private readonly publicUrl: string;

  constructor(
    @Inject(CallDesk) private readonly desk: CallDesk,
    @Inject(ReceiptIntake) private readonly receipts: ReceiptIntake,
    @Inject(WebhookCounter) private readonly counter: WebhookCounter,
    @Inject(Config) config: Config,
  ) {
    this.webhooks = new TwilioCallWebhooks(config);
    this.publicUrl = config.publicUrl;
  }

  /** 200 with TwiML once the turn is kept; 503 asks Twilio for it once more. */
  @Post(':shard/:messageId/:legNo/:state')
  async turn(@Req() request: TurnHttpRequest, @Res() reply: FastifyReply): Promise<void> {
    const { params, body: form = {} } = request;
    const leg = readLeg(params);
    const signature = request.headers['x-twilio-signature'] as string | undefined;
    const url = `${this.publicUrl}/webhooks/twilio/voice/turn/${params.shard}/${params.messageId}/${params.legNo}/${params.state}`;
    if (!this.webhooks.verify(url, form, signature)) return this.refuse(reply, 403, 'forged');
    const report = this.webhooks.parseTurn(form);
    const asked = leg === null || report === null ? null : asTurn(leg, params.state, report);
    if (asked === null || report === null || leg === null) return this.refuse(reply, 422, 'unreadable');
    try {
      const answered = await this.desk.answer(asked);
      if (asked.state === null) this.noteNobody(leg, report);
      this.counter.count(DOOR, 'taken');
      const twiml =
        answered === null
          ? SAY_NOTHING
          : callTwiml(
              answered.turn,
              (state) => turnUrl(this.publicUrl, leg, state),
              answered.callerId ?? undefined,
            );
      void reply.status(200).header('content-type', 'text/xml; charset=utf-8').send(twiml);
    } catch (error) {
      // Never what the call was about: ids are in the address, which is not logged either.
      this.logger.error('a turn of a call failed and is asked for again', error as Error);
      this.refuse(reply, 503, 'failed');
    }
  }

  /** The status at the end of a call says it too, but not of every call. */
  private noteNobody(leg: LegName, { sid, answeredBy }: CallReport): void {
    if (!isNobody(answeredBy)) return;
    const fact = factOfCall(leg, { sid, status: 'completed', answeredBy, errorCode: null });
    this.receipts.take(fact).catch((error: unknown) => {
      this.logger.error('that a machine answered waits for the call’s end', error as Error);
    });
  }

  private refuse(reply: FastifyReply, status: number, outcome: Parameters<WebhookCounter['count']>[1]): void {
    this.counter.count(DOOR, outcome);
    void reply.status(status).send();
  }
}

/** Null when the address holds no state of ours. */
function asTurn(call: LegName, text: string, report: CallReport): TurnRequest | null {
  const first = text === FIRST_TURN;
  const state = first ? null : readState(text);
  if (!first && state === null) return null;
  return { call, state, input: inputOf(first, report), providerRef: report.sid };
}

function inputOf(first: boolean, { answeredBy, connection, keys }: CallReport): CallInput {
  // Where nothing was detected a person may be there; nothing is disclosed to them before they show who they are.
  if (first) return { kind: 'answered', by: answeredBy ?? 'person' };
  if (connection !== null)
    return { kind: 'connection', made: connection === 'completed' || connection === 'answered' };
  return { kind: 'keys', keys };
}
