import { createCipheriv, createDecipheriv, hkdfSync, randomFillSync } from 'node:crypto';
import { type EventToken, TOKEN_KINDS, type TokenKind } from '@placard/contracts';
import { decodeToken, encodePayload, HEAD_BYTES, type TokenPayload, writeHead } from './payload.ts';

export type OpenedToken =
  | { readonly outcome: 'ok'; readonly token: EventToken }
  | { readonly outcome: 'expired'; readonly token: EventToken }
  | { readonly outcome: 'forged' }
  | { readonly outcome: 'malformed' };

/** What differs between the tokens of one decision. The charge is 0 unless the kind is the billable one. */
export type TokenTerms = { readonly expiresAtMs: number; readonly chargeMicros: number };

export type TokenSealer = {
  seal(token: EventToken): string;
  /** One token per kind for the same payload. */
  sealAll(
    payload: TokenPayload,
    terms: Readonly<Record<TokenKind, TokenTerms>>,
  ): Record<TokenKind, string>;
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
const TAG_BYTES = 16;
const PREFIX_BYTES = 1 + NONCE_BYTES;
const BASE64URL = /^[\w-]+$/;

/**
 * Tokens sealed with AES-256-GCM: key id, nonce, ciphertext, tag, in base64url. The key id is authenticated.
 * Random 96-bit nonces: rotate the secret before 2^32 tokens of one key (NIST SP 800-38D, 8.3).
 */
export function createTokenSealer(keys: readonly TokenKey[]): TokenSealer {
  const derived = new Map(keys.map((key) => [key.keyId, deriveKey(key)]));
  const sealing = keys[0];
  if (!sealing || derived.size !== keys.length) {
    throw new Error('tokens need at least one key, and key ids that differ');
  }
  const sealingKey = derived.get(sealing.keyId)!;
  const aad = Buffer.from([sealing.keyId]);
  const nextNonce = noncePool();

  const encrypt = (plain: Buffer): string => {
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
    return sealed.toString('base64url');
  };
  const sealWith = (kind: TokenKind, shared: Buffer, terms: TokenTerms): string => {
    const plain = Buffer.allocUnsafe(HEAD_BYTES + shared.length);
    writeHead(plain, kind, terms.expiresAtMs, terms.chargeMicros);
    shared.copy(plain, HEAD_BYTES);
    return encrypt(plain);
  };

  return {
    seal: (token) => sealWith(token.kind, encodePayload(token), token),
    sealAll: (payload, terms) => {
      const shared = encodePayload(payload);
      return {
        impression: sealWith('impression', shared, terms.impression),
        viewable: sealWith('viewable', shared, terms.viewable),
        click: sealWith('click', shared, terms.click),
        conversion: sealWith('conversion', shared, terms.conversion),
      };
    },
    open: (sealed, nowMs) => {
      if (!BASE64URL.test(sealed)) return { outcome: 'malformed' };
      const bytes = Buffer.from(sealed, 'base64url');
      if (bytes.length < PREFIX_BYTES + HEAD_BYTES + TAG_BYTES) return { outcome: 'malformed' };
      // Node ignores stray trailing bits: two spellings of one token must not both open.
      if (bytes.toString('base64url') !== sealed) return { outcome: 'malformed' };
      const key = derived.get(bytes[0]!);
      const plain = key && decrypt(bytes, key);
      if (!plain) return { outcome: 'forged' };
      const token = decodeToken(plain);
      return { outcome: token.expiresAtMs <= nowMs ? 'expired' : 'ok', token };
    },
  };
}

/** Every kind with the same terms but for its charge, which falls on `billable` alone. */
export function termsFor(
  billable: TokenKind,
  chargeMicros: number,
  expiresAtMs: (kind: TokenKind) => number,
): Record<TokenKind, TokenTerms> {
  return Object.fromEntries(
    TOKEN_KINDS.map((kind) => [
      kind,
      { expiresAtMs: expiresAtMs(kind), chargeMicros: kind === billable ? chargeMicros : 0 },
    ]),
  ) as Record<TokenKind, TokenTerms>;
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
  return Buffer.from(hkdfSync('sha256', secret, '', 'placard event token v1', 32));
}

/** Nonces are drawn from the system a page at a time: one call each would cost as much as the encryption. */
function noncePool(): () => Buffer {
  const pool = Buffer.allocUnsafe(NONCE_BYTES * 256);
  let at = pool.length;
  return () => {
    if (at === pool.length) {
      randomFillSync(pool);
      at = 0;
    }
    at += NONCE_BYTES;
    return pool.subarray(at - NONCE_BYTES, at);
  };
}
