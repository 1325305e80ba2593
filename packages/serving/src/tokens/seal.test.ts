import type { EventToken } from '@placard/contracts';
import { TOKEN_KINDS } from '@placard/contracts';
import { newId } from '@placard/domain';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createTokenSealer } from './seal.ts';

const SECRET = 'a secret of at least thirty-two characters';
const text = fc.string({ minLength: 1, maxLength: 40 });
const id = (prefix: Parameters<typeof newId>[0]) =>
  fc.oneof(
    fc.constant(null).map(() => newId(prefix) as string),
    text,
  );
const token: fc.Arbitrary<EventToken> = fc.record({
  kind: fc.constantFrom(...TOKEN_KINDS),
  decisionId: id('dec'),
  expiresAtMs: fc.integer({ min: 1, max: 2 ** 47 }),
  decidedAtMs: fc.integer({ min: 0, max: 2 ** 47 }),
  marketId: id('mkt'),
  viewerKey: fc.option(text),
  publisherOrganizationId: id('org'),
  propertyId: id('prp'),
  placementId: id('plc'),
  advertiserOrganizationId: id('org'),
  advertiserId: id('adv'),
  campaignId: id('cmp'),
  adGroupId: id('agr'),
  adId: id('ad'),
  itemId: fc.option(id('itm')),
  categories: fc.array(text, { maxLength: 10 }),
  chargeMicros: fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER }),
  publisherShareBps: fc.integer({ min: 0, max: 10_000 }),
});
const sample = (): EventToken => fc.sample(token, 1)[0]!;

describe('a sealed token', () => {
  const sealer = createTokenSealer([{ keyId: 1, secret: SECRET }]);

  test('opens to what was sealed, until it expires', () => {
    fc.assert(
      fc.property(token, (original) => {
        const sealed = sealer.seal(original);
        expect(sealed).toMatch(/^[\w-]{16,2048}$/);
        expect(sealer.open(sealed, original.expiresAtMs - 1)).toEqual({
          outcome: 'ok',
          token: original,
        });
        expect(sealer.open(sealed, original.expiresAtMs).outcome).toBe('expired');
      }),
    );
  });

  test('with any one bit changed is refused', () => {
    const bytes = Buffer.from(sealer.seal(sample()), 'base64url');
    for (let bit = 0; bit < bytes.length * 8; bit++) {
      const changed = Buffer.from(bytes);
      changed[bit >>> 3]! ^= 1 << (bit & 7);
      expect(sealer.open(changed.toString('base64url'), 0)).toEqual({ outcome: 'forged' });
    }
  });

  test('of any text never throws', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.base64String({ maxLength: 400 })), (anything) => {
        expect(['forged', 'malformed']).toContain(sealer.open(anything, 0).outcome);
      }),
    );
  });

  test('has one spelling', () => {
    for (let i = 0; i < 20; i++) {
      const sealed = sealer.seal(sample());
      for (const last of 'AQgwBZ9-_') {
        const other = sealed.slice(0, -1) + last;
        if (other !== sealed) expect(sealer.open(other, 0).outcome).not.toBe('ok');
      }
      expect(sealer.open(`${sealed}=`, 0).outcome).toBe('malformed');
    }
  });

  test('of typed ids is short enough for a URL', () => {
    const ids = {
      ...sample(),
      viewerKey: 'v'.repeat(32),
      itemId: newId('itm'),
      categories: ['sports'],
    };
    for (const [field, prefix] of [
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
    ] as const) {
      ids[field] = newId(prefix);
    }
    expect(sealer.seal(ids).length).toBeLessThan(450);
  });
});

describe('keys', () => {
  test('rotate: the first seals, all open, a dropped one is refused', () => {
    const old = { keyId: 1, secret: SECRET };
    const fresh = { keyId: 2, secret: 'another secret of thirty-two characters' };
    const before = createTokenSealer([old]).seal(sample());
    const rotated = createTokenSealer([fresh, old]);
    expect(rotated.open(before, 0).outcome).toBe('ok');
    expect(createTokenSealer([fresh]).open(before, 0).outcome).toBe('forged');
    expect(createTokenSealer([old]).open(rotated.seal(sample()), 0).outcome).toBe('forged');
  });

  test('of another secret under the same id do not open', () => {
    const sealed = createTokenSealer([{ keyId: 1, secret: SECRET }]).seal(sample());
    const other = createTokenSealer([{ keyId: 1, secret: `${SECRET}!` }]);
    expect(other.open(sealed, 0)).toEqual({ outcome: 'forged' });
  });

  test('must be long, numbered 0-255, and not share an id', () => {
    expect(() => createTokenSealer([])).toThrow();
    expect(() => createTokenSealer([{ keyId: 1, secret: 'short' }])).toThrow(/32/);
    expect(() => createTokenSealer([{ keyId: 256, secret: SECRET }])).toThrow(/0-255/);
    const twice = { keyId: 1, secret: SECRET };
    expect(() => createTokenSealer([twice, twice])).toThrow(/differ/);
  });
});

test('the tokens of a decision share its payload; the charge falls on the billable kind alone', () => {
  const sealer = createTokenSealer([{ keyId: 0, secret: SECRET }]);
  const { kind: _, expiresAtMs: __, chargeMicros: ___, ...payload } = sample();
  const sealed = sealer.sealAll(payload, {
    billable: 'click',
    chargeMicros: 777,
    expiresAtMs: 5_000,
    conversionExpiresAtMs: 9_000,
  });
  for (const kind of TOKEN_KINDS) {
    expect(sealer.open(sealed[kind], 0)).toEqual({
      outcome: 'ok',
      token: {
        ...payload,
        kind,
        expiresAtMs: kind === 'conversion' ? 9_000 : 5_000,
        chargeMicros: kind === 'click' ? 777 : 0,
      },
    });
  }
});

test('who holds the token of one kind cannot make that of another, nor swap those of two decisions', () => {
  const sealer = createTokenSealer([{ keyId: 0, secret: SECRET }]);
  const { kind: _, expiresAtMs, chargeMicros, ...payload } = sample();
  const terms = {
    billable: 'click' as const,
    chargeMicros,
    expiresAtMs,
    conversionExpiresAtMs: expiresAtMs,
  };
  const [one, other] = [sealer.sealAll(payload, terms), sealer.sealAll(payload, terms)];
  const PASS = 12;
  for (const kind of TOKEN_KINDS) {
    const shared = one[kind].slice(0, -PASS);
    const passes = TOKEN_KINDS.filter((mine) => mine !== kind).map((mine) =>
      one[mine].slice(-PASS),
    );
    expect(new Set([...passes, one[kind].slice(-PASS)]).size).toBe(TOKEN_KINDS.length);
    expect(sealer.open(shared + other[kind].slice(-PASS), 0)).toEqual({ outcome: 'forged' });
    // Nothing that the token of a kind shows is the pass of another.
    for (const pass of passes)
      expect(Buffer.from(shared, 'base64url').includes(Buffer.from(pass, 'base64url'))).toBe(false);
  }
});
