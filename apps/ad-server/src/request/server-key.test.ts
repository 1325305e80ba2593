import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { serverKeyHash } from './server-key.ts';

const KEY = 'key_01h455vb4pex5vsknk084sn02q';
const HASH = createHash('sha256').update(KEY).digest('hex');

it('knows a key by its hash alone', () => {
  expect(serverKeyHash(`Bearer ${KEY}`)).toBe(HASH);
  expect(serverKeyHash(`bearer ${KEY}`)).toBe(HASH);
});

it.each([
  undefined,
  '',
  KEY,
  `Basic ${KEY}`,
  `Bearer ${KEY} `,
  `Bearer x${KEY}`,
  'Bearer ',
  `Bearer ${HASH}`,
])('does not take %j for that key', (authorization) => {
  expect(serverKeyHash(authorization)).not.toBe(HASH);
});
