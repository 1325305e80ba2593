import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { problemSchema } from '../src/problem.ts';
import { openAdServer, type TestAdServer } from './harness/ad-server.ts';
import { placements } from './harness/snapshot.ts';

const opportunities = [{ slotId: 's', placementId: placements.anywhere }];

describe('POST /v1/decisions answers 400 with a problem document', () => {
  let adServer: TestAdServer;
  beforeAll(async () => {
    adServer = await openAdServer();
  });
  afterAll(() => adServer.close());

  const refused = async (body: unknown, contentType = 'application/json') => {
    const headers = { 'content-type': contentType };
    const response = await adServer.browser('POST', '/v1/decisions', body, headers);
    expect(response.statusCode, response.body).toBe(400);
    expect(response.headers['content-type']).toContain('application/problem+json');
    return problemSchema.parse(response.json());
  };

  it.each([
    ['nothing', ''],
    ['half an object', '{"opportunities":['],
    ['a bare word', 'opportunities'],
    ['a trailing comma', '{"opportunities":[],}'],
    ['a single quote', "{'a':1}"],
    ['NaN', '{"opportunities":NaN}'],
    ['a lone surrogate escape cut short', '"\\uD80'],
    ['a raw control character', '{"a":"\u0001"}'],
    ['a byte order mark inside', '[\ufeff]'],
    ['a number with a leading zero', '[012]'],
    ['a hundred thousand brackets', '['.repeat(100_000)],
    ['a prototype', '{"__proto__":{"a":1},"opportunities":[]}'],
    ['a constructor prototype', '{"constructor":{"prototype":{"a":1}}}'],
  ])('to JSON that is %s', async (_, body) => {
    await refused(body);
    await refused(body, 'text/plain');
  });

  it.each([
    ['no opportunities', {}, 'opportunities'],
    ['an empty list', { opportunities: [] }, 'opportunities'],
    ['too many slots', { opportunities: Array(21).fill(opportunities[0]) }, 'opportunities'],
    [
      'a slot without a name',
      { opportunities: [{ placementId: 'plc_x' }] },
      'opportunities.0.slotId',
    ],
    ['a number for a list', { opportunities: 7 }, 'opportunities'],
    ['null', null, ''],
    ['a list', [], ''],
    ['a viewer key with spaces', { opportunities, viewer: { key: 'a b' } }, 'viewer.key'],
    ['a country that is none', { opportunities, viewer: { country: 'DEU' } }, 'viewer.country'],
    ['an address that is none', { opportunities, page: { url: 'nowhere' } }, 'page.url'],
    [
      'an endless keyword',
      { opportunities, page: { keywords: ['x'.repeat(65)] } },
      'page.keywords.0',
    ],
    [
      'consent in words',
      { opportunities, consent: { personalization: 'yes' } },
      'consent.personalization',
    ],
  ])('to %s, naming the field', async (_, body, field) => {
    const problem = await refused(body);
    expect(problem.issues?.map(({ path }) => path)).toContain(field);
  });

  it('and stays ready for the next request', async () => {
    expect((await adServer.decide(placements.anywhere)).ad).toBeTruthy();
  });

  it('or 413 and 415 where size or type are wrong', async () => {
    const big = await adServer.browser('POST', '/v1/decisions', `"${'x'.repeat(600_000)}"`);
    expect(big.statusCode).toBe(413);
    const xml = await adServer.browser('POST', '/v1/decisions', '<a/>', {
      'content-type': 'text/xml',
    });
    expect(xml.statusCode).toBe(415);
    expect(problemSchema.parse(xml.json()).status).toBe(415);
  });
});
