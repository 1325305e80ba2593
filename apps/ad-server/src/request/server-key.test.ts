import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { hasServerKey } from './server-key.ts';

const KEY = 'key_01h455vb4pex5vsknk084sn02q';
const hashes = new Set([createHash('sha256').update(KEY).digest('hex')]);

it('knows a key by its hash alone', () => {
  expect(hasServerKey(`Bearer ${KEY}`, hashes)).toBe(true);
  expect(hasServerKey(`bearer ${KEY}`, hashes)).toBe(true);
});

it.each([
  undefined,
  '',
  KEY,
  `Basic ${KEY}`,
  `Bearer ${KEY} `,
  `Bearer x${KEY}`,
  'Bearer ',
  `Bearer ${[...hashes][0]}`,
])('refuses %j', (authorization) => {
  expect(hasServerKey(authorization, hashes)).toBe(false);
});
