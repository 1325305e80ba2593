import { expect, test } from 'vitest';
import { decisionRequestSchema, NO_FILL, noFillReasonSchema } from './decision.ts';
import { viewerKeySchema } from './event.ts';

const opportunity = { slotId: 'top', placementId: 'plc_1' };

test('a request that says nothing of consent is not personalised', () => {
  const request = decisionRequestSchema.parse({ opportunities: [opportunity] });
  expect(request.consent).toEqual({ personalization: false });
  expect(request.viewer).toEqual({ attributes: {} });
  expect(request.page).toEqual({ categories: [], keywords: [] });
});

test('a request asks for 1 to 20 slots', () => {
  const parse = (count: number) =>
    decisionRequestSchema.safeParse({ opportunities: Array(count).fill(opportunity) }).success;
  expect([0, 1, 20, 21].map(parse)).toEqual([false, true, true, false]);
});

test('a viewer key has no character that could leave a store key or a log line', () => {
  for (const key of ['', 'a b', 'a{b}', 'a\nb', 'a"b', 'x'.repeat(129)]) {
    expect(viewerKeySchema.safeParse(key).success, JSON.stringify(key)).toBe(false);
  }
  expect(viewerKeySchema.parse('user.1:2@site-3')).toBe('user.1:2@site-3');
});

test('every no-fill reason has a code of its own', () => {
  const codes = noFillReasonSchema.options.map((reason) => NO_FILL[reason]);
  expect(new Set(codes).size).toBe(codes.length);
});
