import {
  Module,
  type DynamicModule,
  type FactoryProvider,
  type ModuleMetadata,
  type Provider,
} from '@nestjs/common';
import { Agenda } from './agenda/agenda.js';
import { AgendaKeeper } from './agenda/agenda-keeper.js';
import { AgentLife } from './agents/agent-life.js';
import { Dice } from './agenda/dice.js';
import { RcsApiController } from './api/rcs-api.controller.js';
import { SandboxApiController } from './api/sandbox-api.controller.js';
import { CALL_CONTROLLERS, CALL_PROVIDERS } from './calls/calls.providers.js';
import { DebtorBehaviour } from './debtors/debtor-behaviour.js';
import { DebtorDirectory } from './debtors/debtor-directory.js';
import { DebtorLife } from './debtors/debtor-life.js';
import { DebtorVisits } from './debtors/debtor-visits.js';
import { ModelledBehaviour } from './debtors/modelled-behaviour.js';
import { PlainBehaviour } from './debtors/plain-behaviour.js';
import { Reactions } from './debtors/reactions.js';
import { FaultInjector } from './faults/fault-injector.js';
import { Inbox } from './inbox/inbox.js';
import { MailRoom } from './mail/mail-room.js';
import { SmtpDoor } from './mail/smtp-door.js';
import { LocalNetwork } from './outgoing/local-network.js';
import { WebhookPoster } from './outgoing/webhook-poster.js';
import { PaymentDesk } from './payments/payment-desk.js';
import { PaymentPageController } from './payments/payment-page.controller.js';
import { PaymentsApiController } from './payments/payments-api.controller.js';
import { BusinessTime } from './phone/business-time.js';
import { CallController } from './phone/call.controller.js';
import { MailController } from './phone/mail.controller.js';
import { PhoneBook } from './phone/phone-book.js';
import { PhoneController } from './phone/phone.controller.js';
import { TapController } from './phone/tap.controller.js';
import { SANDBOX_OPTIONS, type SandboxOptions } from './sandbox.options.js';
import { AnswersInShape } from './twilio/answers-in-shape.js';
import { TwilioAccountController } from './twilio/account.controller.js';
import { ContentController } from './twilio/content/content.controller.js';
import { ContentStore } from './twilio/content/content-store.js';
import { LineDirectory } from './twilio/lookups/line-directory.js';
import { LookupsController } from './twilio/lookups/lookups.controller.js';
import { MessageIntake } from './twilio/message-intake.js';
import { TwilioMessagesController } from './twilio/messages.controller.js';
import { RcsNetwork } from './twilio/rcs/rcs-network.js';
import { RcsPhones } from './twilio/rcs/rcs-phones.js';
import { SmsNetwork } from './twilio/sms-network.js';
import { SmsReplies } from './twilio/sms-replies.js';
import { StatusCallbacks } from './twilio/status-callbacks.js';
import { TwilioWebhooks } from './twilio/twilio-webhooks.js';

/** Options that depend on other providers, such as the clock. */
export interface SandboxAsyncOptions extends Pick<ModuleMetadata, 'imports'> {
  inject?: FactoryProvider['inject'];
  useFactory: FactoryProvider<SandboxOptions>['useFactory'];
}

/** Local stand-ins for every provider: Twilio's API, SMTP, payments, and the debtors behind them. */
@Module({})
export class SandboxModule {
  static register(options: SandboxOptions): DynamicModule {
    return moduleWith({ provide: SANDBOX_OPTIONS, useValue: options }, []);
  }

  static registerAsync({ imports = [], inject = [], useFactory }: SandboxAsyncOptions): DynamicModule {
    return moduleWith({ provide: SANDBOX_OPTIONS, inject, useFactory }, imports);
  }
}

function behaviourOf({ behaviour, seed }: SandboxOptions, dice: Dice): DebtorBehaviour {
  if (!behaviour) return new PlainBehaviour(dice);
  return behaviour instanceof DebtorBehaviour ? behaviour : new ModelledBehaviour(behaviour, seed);
}

function moduleWith(options: Provider, imports: NonNullable<ModuleMetadata['imports']>): DynamicModule {
  return {
    module: SandboxModule,
    imports,
    controllers: [
      TwilioMessagesController,
      TwilioAccountController,
      ContentController,
      LookupsController,
      PaymentsApiController,
      PaymentPageController,
      SandboxApiController,
      RcsApiController,
      MailController,
      PhoneController,
      TapController,
      CallController,
      ...CALL_CONTROLLERS,
    ],
    providers: [
      options,
      {
        provide: DebtorBehaviour,
        inject: [SANDBOX_OPTIONS, Dice],
        useFactory: behaviourOf,
      },
      Agenda,
      AgendaKeeper,
      AgentLife,
      AnswersInShape,
      BusinessTime,
      ContentStore,
      DebtorDirectory,
      DebtorLife,
      DebtorVisits,
      Dice,
      FaultInjector,
      Inbox,
      LineDirectory,
      LocalNetwork,
      MailRoom,
      MessageIntake,
      PaymentDesk,
      PhoneBook,
      RcsNetwork,
      RcsPhones,
      Reactions,
      SmsNetwork,
      SmsReplies,
      SmtpDoor,
      StatusCallbacks,
      TwilioWebhooks,
      WebhookPoster,
      ...CALL_PROVIDERS,
    ],
    exports: [Inbox, Agenda, SmtpDoor],
  };
}
