import { type EventToken, TOKEN_KINDS, type TokenKind } from '@placard/contracts';

/** What the four tokens of a decision say alike. */
export type TokenPayload = Omit<EventToken, 'kind' | 'expiresAtMs' | 'chargeMicros'>;

/** What differs between the tokens of a decision: the billable kind alone carries the charge, a conversion its own expiry. */
export type TokenTerms = {
  readonly billable: TokenKind;
  readonly chargeMicros: number;
  readonly expiresAtMs: number;
  readonly conversionExpiresAtMs: number;
};

const IDS = [
  ['decisionId', 'dec'],
  ['marketId', 'mkt'],
  ['publisherOrganizationId', 'org'],
  ['propertyId', 'prp'],
  ['placementId', 'plc'],
  ['advertiserOrganizationId', 'org'],
  ['advertiserId', 'adv'],
  ['campaignId', 'cmp'],
  ['adGroupId', 'agr'],
  ['adId', 'ad'],
] as const satisfies readonly (readonly [keyof TokenPayload, string])[];

const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';
const DIGIT = new Int8Array(128).fill(-1);
for (let i = 0; i < ALPHABET.length; i++) DIGIT[ALPHABET.charCodeAt(i)] = i;

const NULL = 0;
const TEXT = 1;
const TYPED_ID = 2;
/** Billable kind, charge and the two expiries. */
const TERMS_BYTES = 1 + 7 + 6 + 6;
const MAX_BYTES = 1400;

/**
 * Payload and terms as bytes, behind `reserved` left to the caller: typeids shrink to their 16, other text keeps its
 * length. Filled up with zeros until they are, with `around` more, a multiple of three. @throws RangeError when too long.
 */
export function encodePayload(
  payload: TokenPayload,
  terms: TokenTerms,
  reserved: number,
  around: number,
): Buffer {
  const out = Buffer.allocUnsafe(MAX_BYTES);
  let at = out.writeUInt8(TOKEN_KINDS.indexOf(terms.billable), reserved);
  at = writeUint56(out, terms.chargeMicros, at);
  at = out.writeUIntBE(terms.expiresAtMs, at, 6);
  at = out.writeUIntBE(terms.conversionExpiresAtMs, at, 6);
  for (const [field, prefix] of IDS) at = writeText(out, at, payload[field], prefix);
  at = writeText(out, at, payload.viewerKey, '');
  at = writeText(out, at, payload.itemId, 'itm');
  at = out.writeUIntBE(payload.decidedAtMs, at, 6);
  at = out.writeUInt16BE(payload.publisherShareBps, at);
  at = out.writeUInt8(payload.categories.length, at);
  for (const category of payload.categories) at = writeText(out, at, category, '');
  while ((at + around) % 3 !== 0) at = out.writeUInt8(0, at);
  return out.subarray(0, at);
}

/** The token of one kind behind its bytes. @throws when they are not what `encodePayload` wrote. */
export function decodeToken(bytes: Buffer, kind: TokenKind, reserved: number): EventToken {
  const reader = { bytes, at: reserved + TERMS_BYTES };
  const ids = {} as Record<(typeof IDS)[number][0], string>;
  for (const [field, prefix] of IDS) ids[field] = readText(reader, prefix) ?? '';
  const viewerKey = readText(reader, '');
  const itemId = readText(reader, 'itm');
  const decidedAtMs = bytes.readUIntBE(reader.at, 6);
  const publisherShareBps = bytes.readUInt16BE(reader.at + 6);
  const count = bytes.readUInt8(reader.at + 8);
  reader.at += 9;
  const categories = Array.from({ length: count }, () => readText(reader, '') ?? '');
  return {
    ...ids,
    kind,
    expiresAtMs: bytes.readUIntBE(reserved + (kind === 'conversion' ? 14 : 8), 6),
    chargeMicros: TOKEN_KINDS[bytes[reserved]!] === kind ? readUint56(bytes, reserved + 1) : 0,
    viewerKey,
    itemId,
    decidedAtMs,
    publisherShareBps,
    categories,
  };
}

function writeText(out: Buffer, at: number, text: string | null, prefix: string): number {
  if (text === null) return out.writeUInt8(NULL, at);
  if (prefix && isTypedId(text, prefix)) {
    out[at] = TYPED_ID;
    writeBase32(out, at + 1, text, prefix.length + 1);
    return at + 17;
  }
  const length = Buffer.byteLength(text);
  if (length > 255 || at + 2 + length > MAX_BYTES - 16) {
    throw new RangeError('a token holds texts of 255 bytes, and 1.3 kB of them');
  }
  out[at] = TEXT;
  out[at + 1] = length;
  out.write(text, at + 2);
  return at + 2 + length;
}

function readText(reader: { bytes: Buffer; at: number }, prefix: string): string | null {
  const { bytes, at } = reader;
  switch (bytes.readUInt8(at)) {
    case NULL:
      reader.at = at + 1;
      return null;
    case TYPED_ID:
      reader.at = at + 17;
      if (reader.at > bytes.length) throw new RangeError('id runs past the end');
      return `${prefix}_${readBase32(bytes, at + 1)}`;
    case TEXT: {
      const length = bytes.readUInt8(at + 1);
      reader.at = at + 2 + length;
      if (reader.at > bytes.length) throw new RangeError('text runs past the end');
      return bytes.toString('utf8', at + 2, reader.at);
    }
    default:
      throw new RangeError('no such text form');
  }
}

function isTypedId(text: string, prefix: string): boolean {
  const start = prefix.length + 1;
  if (text.length !== start + 26 || !text.startsWith(prefix) || text[start - 1] !== '_')
    return false;
  for (let i = start; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code > 127 || DIGIT[code]! < 0) return false;
  }
  return DIGIT[text.charCodeAt(start)]! < 8;
}

/** 26 base-32 digits (the first below 8) are 128 bits. */
function writeBase32(out: Buffer, at: number, text: string, from: number): void {
  let bits = DIGIT[text.charCodeAt(from)]!;
  let count = 3;
  for (let i = from + 1; i < from + 26; i++) {
    bits = ((bits << 5) | DIGIT[text.charCodeAt(i)]!) & 0xfff;
    count += 5;
    if (count >= 8) {
      count -= 8;
      out[at++] = (bits >>> count) & 0xff;
    }
  }
}

const CODES = Buffer.from(ALPHABET);
const digits = Buffer.alloc(26);

function readBase32(bytes: Buffer, at: number): string {
  digits[0] = CODES[bytes[at]! >>> 5]!;
  let bits = bytes[at]! & 31;
  let count = 5;
  for (let i = 1; i < 26; i++) {
    if (count < 5) {
      bits = ((bits << 8) | bytes[++at]!) & 0xfff;
      count += 8;
    }
    count -= 5;
    digits[i] = CODES[(bits >>> count) & 31]!;
  }
  return digits.toString('latin1');
}

function writeUint56(out: Buffer, value: number, at: number): number {
  out[at] = Math.floor(value / 2 ** 48);
  return out.writeUIntBE(value % 2 ** 48, at + 1, 6);
}

function readUint56(bytes: Buffer, at: number): number {
  return bytes.readUInt8(at) * 2 ** 48 + bytes.readUIntBE(at + 1, 6);
}
