import { Controller, Get, Param, Query, UseFilters, UseGuards } from '@nestjs/common';
import { TwilioBasicAuthGuard } from '../basic-auth.guard.js';
import { TwilioErrorFilter } from '../twilio-error.js';
import { LineDirectory } from './line-directory.js';
import { parseLookedUp } from './looked-up-number.js';

/** Packages that a request may name and that cost extra; the sandbox knows the first. */
const PACKAGES = [
  'line_type_intelligence',
  'caller_name',
  'sim_swap',
  'call_forwarding',
  'line_status',
  'identity_match',
  'reassigned_number',
  'sms_pumping_risk',
  'phone_number_quality_score',
  'pre_fill',
] as const;

/** Lookup v2, lookups.twilio.com at Twilio: whether a number can exist, and what kind of line it is. */
@Controller('sandbox/twilio/v2/PhoneNumbers')
@UseGuards(TwilioBasicAuthGuard)
@UseFilters(TwilioErrorFilter)
export class LookupsController {
  constructor(private readonly lines: LineDirectory) {}

  @Get(':number')
  fetch(
    @Param('number') given: string,
    @Query() query: Readonly<Record<string, string | undefined>>,
  ): Record<string, unknown> {
    const number = parseLookedUp(given, query['CountryCode']);
    const fields = (query['Fields'] ?? '').split(',');
    const line = fields.includes('line_type_intelligence') ? this.lines.lineOf(number) : null;
    return {
      calling_country_code: number.callingCode,
      country_code: number.country,
      phone_number: number.e164,
      national_format: number.national,
      valid: number.valid,
      validation_errors: number.errors,
      ...Object.fromEntries(PACKAGES.map((name) => [name, null])),
      line_type_intelligence: line,
      url: `https://lookups.twilio.com/v2/PhoneNumbers/${encodeURIComponent(number.e164).replace('%2B', '+')}`,
    };
  }
}
