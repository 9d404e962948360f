import { createHmac, timingSafeEqual } from 'node:crypto';
import { parse as parseUuid, stringify as uuidText } from 'uuid';

/** The leg that a bounce is about. */
export interface BouncedLeg {
  shard: number;
  messageId: string;
  legNo: number;
}

const ALPHABET = '0123456789abcdefghijklmnopqrstuv';
const MAC_BYTES = 8;
/** Shard, leg number, message id. */
const LEG_BYTES = 18;
const TOKEN_LENGTH = Math.ceil(((LEG_BYTES + MAC_BYTES) * 8) / 5);
const CANDIDATE = new RegExp(`(?<![0-9a-v])[0-9a-v]{${TOKEN_LENGTH}}(?![0-9a-v])`, 'gi');

/**
 * Variable envelope return paths: each message is sent from an address of its own, which a bounce comes back to and
 * so names the leg. The token is signed, so nobody can bounce a message that they never received; it survives
 * servers that change the case of an address, and fits the 64 characters of a local part.
 */
export class Verp {
  /** @param key 32 bytes, from deriveKey(secret, 'verp') */
  constructor(private readonly key: Buffer) {}

  token({ shard, messageId, legNo }: BouncedLeg): string {
    const leg = Buffer.alloc(LEG_BYTES);
    leg.writeUInt8(shard, 0);
    leg.writeUInt8(legNo, 1);
    leg.set(parseUuid(messageId), 2);
    return encode(Buffer.concat([leg, this.mac(leg)]));
  }

  /** The envelope sender of a leg, on the domain that the mail comes from. */
  address(leg: BouncedLeg, domain: string): string {
    return returnPath(this.token(leg), domain);
  }

  /** The leg named by the first valid token in a text; null when there is none. */
  find(text: string): BouncedLeg | null {
    for (const [candidate] of text.matchAll(CANDIDATE)) {
      const leg = this.read(candidate.toLowerCase());
      if (leg) return leg;
    }
    return null;
  }

  private read(token: string): BouncedLeg | null {
    const bytes = decode(token);
    const leg = bytes.subarray(0, LEG_BYTES);
    if (!timingSafeEqual(bytes.subarray(LEG_BYTES), this.mac(leg))) return null;
    return { shard: leg.readUInt8(0), legNo: leg.readUInt8(1), messageId: uuidText(leg.subarray(2)) };
  }

  private mac(leg: Buffer): Buffer {
    return createHmac('sha256', this.key).update(leg).digest().subarray(0, MAC_BYTES);
  }
}

/** The envelope sender that a bounce comes back to. */
export function returnPath(token: string, domain: string): string {
  return `bounces+${token}@${domain}`;
}

/** Base 32 with the extended hex alphabet (RFC 4648), lower case, unpadded. */
function encode(bytes: Buffer): string {
  let text = '';
  let buffer = 0;
  let bits = 0;
  for (const byte of bytes) {
    buffer = (buffer << 8) | byte;
    bits += 8;
    while (bits >= 5) {
      bits -= 5;
      text += ALPHABET[(buffer >> bits) & 31];
    }
    buffer &= (1 << bits) - 1;
  }
  return bits === 0 ? text : text + ALPHABET[(buffer << (5 - bits)) & 31];
}

function decode(text: string): Buffer {
  const bytes: number[] = [];
  let buffer = 0;
  let bits = 0;
  for (const letter of text) {
    buffer = (buffer << 5) | ALPHABET.indexOf(letter);
    bits += 5;
    if (bits < 8) continue;
    bits -= 8;
    bytes.push((buffer >> bits) & 255);
    buffer &= (1 << bits) - 1;
  }
  return Buffer.from(bytes);
}
