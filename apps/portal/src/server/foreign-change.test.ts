import { expect, test } from 'vitest';
import { isForeignChange } from './foreign-change.ts';

function change(origin: string | null, method = 'POST'): Request {
  const headers = new Headers({ host: 'portal.example' });
  if (origin !== null) headers.set('origin', origin);
  return { method, headers } as Request;
}

test("another site's form cannot change anything with a visitor's cookie", () => {
  for (const origin of ['https://evil.example', 'https://portal.example.evil.example', 'null']) {
    expect(isForeignChange(change(origin)), origin).toBe(true);
  }
});

test("the portal's own pages and programs without an origin may", () => {
  expect(isForeignChange(change('https://portal.example'))).toBe(false);
  expect(isForeignChange(change(null))).toBe(false);
  expect(isForeignChange(change('https://evil.example', 'GET'))).toBe(false);
});
