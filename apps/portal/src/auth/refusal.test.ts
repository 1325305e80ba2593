import { expect, test } from 'vitest';
import { readRefusal } from './refusal.ts';

const refusal = (over: object) =>
  JSON.stringify({ code: 'invalid', message: 'No.', fields: [], retryAfterMs: null, ...over });

test('a throttled sign-in says how long to wait', () => {
  const said = (retryAfterMs: number) => readRefusal(refusal({ code: 'throttled', retryAfterMs }));
  expect(said(29_400).message).toContain('30 seconds');
  expect(said(300_000).message).toContain('5 minutes');
});

test('refused fields reach their inputs', () => {
  const fields = [{ path: 'email', message: 'Taken.' }];
  expect(readRefusal(refusal({ fields })).fields).toEqual({ email: 'Taken.' });
});

test('anything but a refusal shows no detail of the fault', () => {
  for (const text of [
    null,
    undefined,
    '',
    'SQLSTATE 42P01',
    '{"code":1}',
    refusal({ code: 'unavailable' }),
  ]) {
    expect(readRefusal(text).message).toBe(
      'This is not possible at the moment. Try again shortly.',
    );
  }
});
