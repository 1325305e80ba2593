import type { EventToken, TokenKind } from '@placard/contracts';

export type OpenedToken =
  | { readonly outcome: 'ok'; readonly token: EventToken }
  | { readonly outcome: 'expired'; readonly token: EventToken }
  | { readonly outcome: 'forged' }
  | { readonly outcome: 'malformed' };

export type TokenSealer = {
  seal(token: EventToken): string;
  /** One token per kind for the same payload; `conversion` may expire later than the others. */
  sealAll(
    payload: Omit<EventToken, 'kind' | 'expiresAtMs'>,
    expiresAtMs: Readonly<Record<TokenKind, number>>,
  ): Record<TokenKind, string>;
  open(sealed: string, nowMs: number): OpenedToken;
};

/** One key seals; every key opens. Put a new key first to rotate, and drop the old one when its tokens expired. */
export type TokenKey = {
  /** 0-255, the first byte of every token it seals. */
  readonly keyId: number;
  /** At least 32 characters; the AES key is derived from it with HKDF-SHA-256. */
  readonly secret: string;
};

export declare function createTokenSealer(keys: readonly TokenKey[]): TokenSealer;
