import { Controller, Get, Inject, UseFilters, UseGuards } from '@nestjs/common';
import { SANDBOX_OPTIONS, type SandboxOptions } from '../sandbox.options.js';
import { TwilioBasicAuthGuard } from './basic-auth.guard.js';
import { API_VERSION } from './message-resource.js';
import { TwilioErrorFilter } from './twilio-error.js';

/** The account itself: what a credentials check asks for. */
@Controller(`sandbox/twilio/${API_VERSION}/Accounts`)
@UseGuards(TwilioBasicAuthGuard)
@UseFilters(TwilioErrorFilter)
export class TwilioAccountController {
  constructor(@Inject(SANDBOX_OPTIONS) private readonly options: Pick<SandboxOptions, 'accountSid'>) {}

  @Get(':account')
  fetch(): Record<string, unknown> {
    const { accountSid } = this.options;
    const uri = `/${API_VERSION}/Accounts/${accountSid}`;
    return {
      sid: accountSid,
      owner_account_sid: accountSid,
      friendly_name: 'Dunlin sandbox: nothing leaves this machine',
      status: 'active',
      type: 'Trial',
      uri: `${uri}.json`,
      subresource_uris: { calls: `${uri}/Calls.json`, messages: `${uri}/Messages.json` },
    };
  }
}
