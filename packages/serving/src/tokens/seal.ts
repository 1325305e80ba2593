import {
  createCipheriv,
  createDecipheriv,
  hkdfSync,
  randomFillSync,
  timingSafeEqual,
} from 'node:crypto';
import { type EventToken, TOKEN_KINDS, type TokenKind } from '@placard/contracts';
import { decodeToken, encodePayload, type TokenPayload, type TokenTerms } from './payload.ts';

export type OpenedToken =
  | { readonly outcome: 'ok'; readonly token: EventToken }
  | { readonly outcome: 'expired'; readonly token: EventToken }
  | { readonly outcome: 'forged' }
  | { readonly outcome: 'malformed' };

export type TokenSealer = {
  seal(token: EventToken): string;
  /** One token per kind for the same payload. */
  sealAll(payload: TokenPayload, terms: TokenTerms): Record<TokenKind, string>;
  /** `malformed`: not the shape of a token; `forged`: not sealed by a key known here, or changed since. */
  open(sealed: string, nowMs: number): OpenedToken;
};

/** The first key seals; every key opens. Put a new key first to rotate, drop the old one when its tokens expired. */
export type TokenKey = {
  /** 0-255, the first byte of every token it seals. */
  readonly keyId: number;
  /** At least 32 characters; the AES key is derived from it with HKDF-SHA-256. */
  readonly secret: string;
};

const NONCE_BYTES = 12;
/** Of what tells one kind from another: 72 random bits, nothing to guess within a token's life. */
const PASS_BYTES = 9;
const PASSES_BYTES = PASS_BYTES * TOKEN_KINDS.length;
const TAG_BYTES = 16;
const PREFIX_BYTES = 1 + NONCE_BYTES;
const LEAST_BYTES = PREFIX_BYTES + PASSES_BYTES + TAG_BYTES + PASS_BYTES;
const BASE64URL = /^[\w-]+$/;

/**
 * Tokens sealed with AES-256-GCM, once for the four of a decision: key id, nonce, ciphertext, tag, then the pass of one
 * kind, in base64url. The passes of all kinds are drawn anew for each decision and lie inside the ciphertext: who holds
 * the token of one kind cannot make that of another. The key id is authenticated.
 * Random 96-bit nonces: rotate the secret before 2^32 decisions of one key (NIST SP 800-38D, 8.3).
 */
export function createTokenSealer(keys: readonly TokenKey[]): TokenSealer {
  const derived = new Map(keys.map((key) => [key.keyId, deriveKey(key)]));
  const sealing = keys[0];
  if (!sealing || derived.size !== keys.length) {
    throw new Error('tokens need at least one key, and key ids that differ');
  }
  const sealingKey = derived.get(sealing.keyId)!;
  const aad = Buffer.from([sealing.keyId]);
  const nextNonce = randomPool(NONCE_BYTES);
  const nextPasses = randomPool(PASSES_BYTES);

  const sealAll = (payload: TokenPayload, terms: TokenTerms): Record<TokenKind, string> => {
    const plain = encodePayload(payload, terms, PASSES_BYTES, PREFIX_BYTES + TAG_BYTES);
    const passes = nextPasses();
    plain.set(passes, 0);
    const nonce = nextNonce();
    const cipher = createCipheriv('aes-256-gcm', sealingKey, nonce);
    cipher.setAAD(aad);
    const body = cipher.update(plain);
    cipher.final();
    const sealed = Buffer.allocUnsafe(PREFIX_BYTES + body.length + TAG_BYTES);
    sealed[0] = sealing.keyId;
    sealed.set(nonce, 1);
    sealed.set(body, PREFIX_BYTES);
    sealed.set(cipher.getAuthTag(), PREFIX_BYTES + body.length);
    // Lengths are multiples of three: what is encoded piece by piece is what is encoded whole.
    const shared = sealed.toString('base64url');
    const of = (kind: TokenKind) => shared + passOf(kind, passes).toString('base64url');
    return {
      impression: of('impression'),
      viewable: of('viewable'),
      click: of('click'),
      conversion: of('conversion'),
    };
  };

  return {
    seal: ({ kind, expiresAtMs, chargeMicros, ...payload }) =>
      sealAll(payload, {
        billable: kind,
        chargeMicros,
        expiresAtMs,
        conversionExpiresAtMs: expiresAtMs,
      })[kind],
    sealAll,
    open: (sealed, nowMs) => {
      if (!BASE64URL.test(sealed)) return { outcome: 'malformed' };
      const bytes = Buffer.from(sealed, 'base64url');
      if (bytes.length < LEAST_BYTES) return { outcome: 'malformed' };
      // Node ignores stray trailing bits: two spellings of one token must not both open.
      if (bytes.toString('base64url') !== sealed) return { outcome: 'malformed' };
      const key = derived.get(bytes[0]!);
      const pass = bytes.subarray(bytes.length - PASS_BYTES);
      const plain = key && decrypt(bytes.subarray(0, bytes.length - PASS_BYTES), key);
      const kind = plain && TOKEN_KINDS.find((one) => timingSafeEqual(passOf(one, plain), pass));
      if (!kind) return { outcome: 'forged' };
      const token = decodeToken(plain, kind, PASSES_BYTES);
      return { outcome: token.expiresAtMs <= nowMs ? 'expired' : 'ok', token };
    },
  };
}

function passOf(kind: TokenKind, passes: Buffer): Buffer {
  const from = TOKEN_KINDS.indexOf(kind) * PASS_BYTES;
  return passes.subarray(from, from + PASS_BYTES);
}

function decrypt(bytes: Buffer, key: Buffer): Buffer | undefined {
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(1, PREFIX_BYTES), {
    authTagLength: TAG_BYTES,
  });
  decipher.setAAD(bytes.subarray(0, 1));
  decipher.setAuthTag(bytes.subarray(bytes.length - TAG_BYTES));
  const plain = decipher.update(bytes.subarray(PREFIX_BYTES, bytes.length - TAG_BYTES));
  try {
    decipher.final();
    return plain;
  } catch {
    return undefined;
  }
}

function deriveKey({ keyId, secret }: TokenKey): Buffer {
  if (!Number.isInteger(keyId) || keyId < 0 || keyId > 255) {
    throw new RangeError(`a token key id is 0-255, got ${keyId}`);
  }
  if (secret.length < 32) throw new RangeError('a token secret needs at least 32 characters');
  return Buffer.from(hkdfSync('sha256', secret, '', 'placard event token v2', 32));
}

/** Drawn from the system many at a time: one call each would cost as much as the encryption. */
function randomPool(bytes: number): () => Buffer {
  const pool = Buffer.allocUnsafe(bytes * 256);
  let at = pool.length;
  return () => {
    if (at === pool.length) {
      randomFillSync(pool);
      at = 0;
    }
    at += bytes;
    return pool.subarray(at - bytes, at);
  };
}
