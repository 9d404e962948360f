import { TwilioError } from '../twilio-error.js';
import { newContentSchema, type NewContent } from './content.schema.js';
import { fillGaps, gapsOf, valueOf } from './gaps.js';

/** Types that Twilio has and the sandbox does not speak. */
const UNSPOKEN: readonly string[] = [
  'twilio/media',
  'twilio/location',
  'twilio/list-picker',
  'twilio/carousel',
  'twilio/catalog',
  'twilio/flows',
  'twilio/schedule',
  'whatsapp/card',
  'whatsapp/authentication',
  'whatsapp/flows',
];

/** Reads a create request as the Content API does; throws the TwilioError that it would be answered with. */
export function readContent(body: unknown): NewContent {
  refuseUnspoken(body);
  const parsed = newContentSchema.safeParse(body);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new TwilioError(20001, `${issue?.path.join('.') || 'body'}: ${issue?.message ?? 'malformed'}`);
  }
  refuseBadAddresses(parsed.data);
  return parsed.data;
}

function refuseUnspoken(body: unknown): void {
  const types = (body as { types?: unknown } | null)?.types;
  if (typeof types !== 'object' || types === null) return;
  const unspoken = Object.entries(types).find(([type, value]) => value !== null && UNSPOKEN.includes(type));
  if (unspoken) throw new TwilioError(20001, `types: ${unspoken[0]} is not spoken by the sandbox`);
}

/** An address with gaps must be one once the samples stand in them; a gap without a sample is not judged. */
function refuseBadAddresses({ types, variables }: NewContent): void {
  const card = types['twilio/card'];
  const actions = [...(card?.actions ?? []), ...(types['twilio/call-to-action']?.actions ?? [])];
  const buttons = actions.flatMap((action) => (action.type === 'URL' ? [action.url] : []));
  for (const address of [...(card?.media ?? []), ...buttons]) {
    if (gapsOf(address).some((gap) => valueOf(gap, variables ?? {}) === undefined)) continue;
    const sample = fillGaps(address, variables ?? {});
    if (!URL.canParse(sample) || !/^https?:\/\/\S+$/i.test(sample)) {
      throw new TwilioError(20001, `types: ${address} does not lead to an http or https address`);
    }
  }
}
