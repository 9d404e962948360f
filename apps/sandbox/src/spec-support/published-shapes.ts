import { z } from 'zod';

/**
 * What Twilio publishes of its answers. Source: its OpenAPI descriptions (twilio/twilio-oai: api v2010, content v1,
 * lookups v2), which its SDK 6.2 is generated from, checked 2026-11. Strict: a field that Twilio has not got would
 * be relied on in vain.
 */
const sid = (prefix: string) => z.string().regex(new RegExp(`^${prefix}[0-9a-fA-F]{32}$`));
/** Such as `Sun, 22 Nov 2026 03:49:22 +0000`. */
const rfc2822 = z
  .string()
  .regex(/^(Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} \+0000$/);
const address = z.string().min(1);
const count = z.string().regex(/^\d+$/);
const price = z.string().regex(/^-?\d+\.\d{5}$/);
const uri = z.string().startsWith('/2010-04-01/Accounts/AC');

export const messageShape = z.strictObject({
  account_sid: sid('AC'),
  api_version: z.literal('2010-04-01'),
  body: z.string(),
  date_created: rfc2822,
  date_sent: rfc2822.nullable(),
  date_updated: rfc2822,
  direction: z.enum(['inbound', 'outbound-api', 'outbound-call', 'outbound-reply']),
  error_code: z.int().nullable(),
  error_message: z.string().nullable(),
  from: address.nullable(),
  messaging_service_sid: sid('MG').nullable(),
  num_media: count,
  num_segments: count,
  price: price.nullable(),
  price_unit: z.string().length(3),
  sid: sid('(SM|MM)'),
  status: z.enum([
    ...([
      'queued',
      'sending',
      'sent',
      'failed',
      'delivered',
      'undelivered',
      'receiving',
      'received',
    ] as const),
    ...(['accepted', 'scheduled', 'read', 'partially_delivered', 'canceled'] as const),
  ]),
  subresource_uris: z.record(z.string(), uri),
  to: address,
  uri: uri.endsWith('.json'),
});

export const callShape = z.strictObject({
  account_sid: sid('AC'),
  answered_by: z
    .enum([
      ...(['human', 'machine_start', 'machine_end_beep', 'machine_end_silence'] as const),
      ...(['machine_end_other', 'fax', 'unknown'] as const),
    ])
    .nullable(),
  api_version: z.literal('2010-04-01'),
  caller_name: z.string().nullable(),
  date_created: rfc2822,
  date_updated: rfc2822,
  direction: z.enum([
    'inbound',
    'outbound-api',
    'outbound-dial',
    'trunking-terminating',
    'trunking-originating',
  ]),
  duration: count.nullable(),
  end_time: rfc2822.nullable(),
  forwarded_from: z.string().nullable(),
  from: address,
  from_formatted: address,
  group_sid: sid('GP').nullable(),
  parent_call_sid: sid('CA').nullable(),
  phone_number_sid: sid('PN').nullable(),
  price: price.nullable(),
  price_unit: z.string().length(3),
  queue_time: count,
  sid: sid('CA'),
  start_time: rfc2822.nullable(),
  status: z.enum([
    ...(['queued', 'ringing', 'in-progress', 'completed'] as const),
    ...(['busy', 'failed', 'no-answer', 'canceled'] as const),
  ]),
  subresource_uris: z.record(z.string(), uri),
  to: address,
  to_formatted: address,
  trunk_sid: sid('TK').nullable(),
  uri: uri.endsWith('.json'),
});

const isoSecond = z.iso.datetime();

export const contentShape = z.strictObject({
  account_sid: sid('AC'),
  date_created: isoSecond,
  date_updated: isoSecond,
  friendly_name: z.string().nullable(),
  language: z.string().min(2),
  links: z.strictObject({ approval_create: z.url(), approval_fetch: z.url() }),
  sid: sid('HX'),
  types: z.record(z.string().regex(/^twilio\//), z.record(z.string(), z.unknown())),
  url: z.url(),
  variables: z.record(z.string(), z.string()),
});

export const approvalShape = z.strictObject({
  account_sid: sid('AC'),
  sid: sid('HX'),
  url: z.url(),
  whatsapp: z.record(z.string(), z.unknown()),
});

export const lookUpShape = z.strictObject({
  ...Object.fromEntries(
    [
      ...['caller_name', 'sim_swap', 'call_forwarding', 'line_status', 'identity_match', 'reassigned_number'],
      ...['sms_pumping_risk', 'phone_number_quality_score', 'pre_fill'],
    ].map((name) => [name, z.record(z.string(), z.unknown()).nullable()]),
  ),
  calling_country_code: z
    .string()
    .regex(/^\d{1,3}$/)
    .nullable(),
  country_code: z.string().length(2).nullable(),
  line_type_intelligence: z
    .strictObject({
      carrier_name: z.string().nullable(),
      error_code: z.int().nullable(),
      mobile_country_code: z
        .string()
        .regex(/^\d{3}$/)
        .nullable(),
      mobile_network_code: z
        .string()
        .regex(/^\d{2,3}$/)
        .nullable(),
      type: z
        .enum([
          ...(['landline', 'mobile', 'fixedVoip', 'nonFixedVoip', 'personal', 'tollFree'] as const),
          ...(['premium', 'sharedCost', 'uan', 'voicemail', 'pager', 'unknown'] as const),
        ])
        .nullable(),
    })
    .nullable(),
  national_format: z.string().nullable(),
  phone_number: z.string(),
  url: z.url(),
  valid: z.boolean(),
  validation_errors: z
    .array(
      z.enum([
        ...(['TOO_SHORT', 'TOO_LONG', 'INVALID_BUT_POSSIBLE'] as const),
        ...(['INVALID_COUNTRY_CODE', 'INVALID_LENGTH', 'NOT_A_NUMBER'] as const),
      ]),
    )
    .nullable(),
});

/** What stands around a list of the API of 2010. */
export const listShape = <Name extends string>(name: Name, of: z.ZodType) =>
  z.strictObject({
    [name]: z.array(of),
    end: z.int().min(0),
    first_page_uri: uri,
    next_page_uri: uri.nullable(),
    page: z.int().min(0),
    page_size: z.int().min(1),
    previous_page_uri: uri.nullable(),
    start: z.int().min(0),
    uri,
  });

/** What stands around a list of the younger parts. */
export const metaShape = z.strictObject({
  first_page_url: z.url(),
  key: z.string(),
  next_page_url: z.url().nullable(),
  page: z.int().min(0),
  page_size: z.int().min(1),
  previous_page_url: z.url().nullable(),
  url: z.url(),
});

export const errorShape = z
  .strictObject({
    code: z.int().min(10_000).max(99_999),
    message: z.string().min(1),
    more_info: z.url(),
    status: z.int().min(400).max(599),
  })
  .refine(({ code, more_info }) => more_info === `https://www.twilio.com/docs/errors/${code}`);
