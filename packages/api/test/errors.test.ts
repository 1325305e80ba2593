import { ERROR_CODES } from '@placard/services';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { trpcCode } from '../src/trpc.ts';
import { type Portal, startPortal } from './portal.ts';
import { PNG } from './victim.ts';

const SECRET = 'postgres://root:hunter2@10.0.0.7/placard';
const broken = async () => {
  throw new Error(SECRET);
};

let portal: Portal;
let sessionId: string;
beforeAll(async () => {
  portal = await startPortal({ blobs: { put: broken, get: broken, has: broken } });
  sessionId = (await portal.signUp('advertiser', 'Broken')).sessionId;
}, 60_000);
afterAll(() => portal.close());

const errorOf = (text: string) =>
  (JSON.parse(text) as { error: { json: { message: string; data: Record<string, unknown> } } })
    .error.json;

test('a fault of ours says that there was one, and nothing of it', async () => {
  const form = new FormData();
  form.set('file', new File([PNG], 'a.png'));
  const { status, text } = await portal.call(sessionId, 'asset.upload', form);
  expect(status).toBe(500);
  expect(text).not.toContain('hunter2');
  expect(errorOf(text)).toEqual({
    message: 'Something went wrong on our side.',
    code: -32603,
    data: { code: 'INTERNAL_SERVER_ERROR', httpStatus: 500, fields: [], retryAfterMs: null },
  });
});

test('a wrong input names each field and says what it needs', async () => {
  const { status, text } = await portal.call(sessionId, 'advertiser.create', {
    name: ' ',
    timeZone: 'Mars/Olympus',
  });
  expect(status).toBe(400);
  expect(errorOf(text).data.fields).toEqual([
    { path: 'name', message: 'must not be empty' },
    { path: 'timeZone', message: 'must be an IANA time zone' },
  ]);
});

test('a rule of a service names its field as well', async () => {
  const me = (await portal.call(sessionId, 'auth.whoami')).data as {
    advertisers: { id: string }[];
  };
  const { status, text } = await portal.call(sessionId, 'creative.create', {
    advertiserId: me.advertisers[0]!.id,
    name: 'Evil',
    format: 'text',
    headline: 'x',
    landingUrl: 'javascript:alert(1)',
  });
  expect(status).toBe(400);
  expect(errorOf(text).data.fields).toEqual([
    { path: 'landingUrl', message: 'The landing page must begin with https://.' },
  ]);
});

test('an upload that is no file, or too large, is refused before it is read', async () => {
  const empty = await portal.call(sessionId, 'asset.upload', new FormData());
  expect(empty.status).toBe(400);
  const large = new FormData();
  large.set('file', new File([new Uint8Array(10 * 1024 * 1024 + 1)], 'large.png'));
  const { status, text } = await portal.call(sessionId, 'asset.upload', large);
  expect([status, errorOf(text).message]).toEqual([400, 'is larger than 10 MB']);
});

test('guessing a password is throttled, with the time to wait', async () => {
  const input = { currentPassword: 'wrong', newPassword: 'a different password' };
  const statuses: number[] = [];
  for (let attempt = 0; attempt < 6; attempt += 1) {
    const { status, text } = await portal.call(sessionId, 'auth.changePassword', input);
    statuses.push(status);
    if (status === 429) expect(errorOf(text).data.retryAfterMs).toBeGreaterThan(1_000);
  }
  expect(statuses).toEqual([400, 400, 400, 400, 400, 429]);
});

test('every error code has a code of the transport', () => {
  expect(new Set(ERROR_CODES.map(trpcCode)).size).toBe(ERROR_CODES.length);
});
