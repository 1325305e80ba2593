import { sessionPolicyReportSchema } from '@placard/contracts';
import { DAY_MS, MINUTE_MS, newId, seededRandom } from '@placard/domain';
import { createEventLogWriter } from '@placard/event-log';
import { loadVisitValue } from '@placard/ranking';
import { buildSnapshot } from '@placard/services';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { learnSessionPolicies } from '../src/session-policy/learn-session-policies.ts';
import { readVisits } from '../src/session-policy/read-visits.ts';
import { adEvent, createCampaign, decisionRecord, type TestCampaign } from './market.ts';
import { type OpenMarket, openMarket } from './open-market.ts';

const NOON = Date.UTC(2026, 5, 1, 12);
const STAYS = [0.4, 0.9] as const;

let on: OpenMarket;
beforeEach(async () => {
  on = await openMarket(NOON);
}, 60_000);
afterEach(() => on.close());

const learn = (marketId?: string) =>
  learnSessionPolicies(on.job, marketId ? { marketId } : {}, new AbortController().signal);
const policies = async () =>
  (await on.market.owner.query('select * from session_policies order by trained_at, id')).rows;
const served = async () => {
  const snapshot = await buildSnapshot(on.database, { nowMs: NOON, assetUrl: () => '' });
  return snapshot.markets[0]?.sessionPolicy;
};

type Showing = { viewerKey: string; atMs: number; campaign: TestCampaign; depth: number };

async function log(showings: readonly Showing[]) {
  const decisions = [];
  const events = [];
  for (const { viewerKey, atMs, campaign, depth } of showings) {
    const id = newId('dec');
    const record = decisionRecord(on.market, campaign, { id, decidedAtMs: atMs, viewerKey });
    record.requestId = newId('req');
    if (record.winner) record.winner.features = { ad: campaign.adId, 'visit-depth': depth };
    decisions.push(record);
    const event = adEvent(on.market, campaign, 'impression', { decidedAtMs: atMs, viewerKey });
    if (event.decision) event.decision.decisionId = id;
    events.push({ ...event, dedupeKey: `${id}:impression` });
  }
  const writer = createEventLogWriter(on.market.database.urlAs('ingest'));
  for (let i = 0; i < decisions.length; i += 500) {
    await writer.appendDecisions(decisions.slice(i, i + 500));
    await writer.appendEvents(events.slice(i, i + 500));
  }
  await writer.close();
}

/** Visits on which the first ad drives viewers off and the second keeps them. */
async function logVisits(count: number) {
  const campaigns = [await createCampaign(on.market), await createCampaign(on.market)];
  const random = seededRandom(11);
  const showings: Showing[] = [];
  for (let visit = 0; visit < count; visit++) {
    const startMs = NOON - 20 * DAY_MS + visit * 10 * MINUTE_MS;
    for (let depth = 0; depth < 40; depth++) {
      const ad = random() < 0.5 ? 0 : 1;
      const atMs = startMs + depth * MINUTE_MS;
      showings.push({ viewerKey: `viewer-${visit}`, atMs, campaign: campaigns[ad]!, depth });
      if (random() >= STAYS[ad]!) break;
    }
  }
  await log(showings);
  return campaigns;
}

test('visits end after half an hour without a page; what is still under way is left out', async () => {
  const campaign = await createCampaign(on.market);
  const at = (viewerKey: string, minute: number): Showing => ({
    ...{ viewerKey, campaign, depth: 0 },
    atMs: NOON + minute * MINUTE_MS,
  });
  await log([at('a', -200), at('a', -175), at('b', -170), at('a', -100), at('b', -20)]);
  const visits = await readVisits(on.database.$client, on.market.marketId, NOON);
  expect(visits.map((visit) => visit.length)).toEqual([2, 1, 1]);
  expect(visits[0]![0]).toMatchObject({ adId: campaign.adId, values: { 'visit-depth': 0 } });
});

test('a market that wants it learns which ads keep a visit going, and serves what it learnt', async () => {
  const [loud, quiet] = await logVisits(900);
  await learn();
  expect(await policies()).toEqual([]);
  await on.market.owner.query("update markets set session_policy = 'on'");
  await learn();
  const [row, none] = await policies();
  expect(none).toBeUndefined();
  const report = sessionPolicyReportSchema.parse(row.report);
  expect(report.serves).toBe(true);
  expect(report.stayLogLoss).toBeLessThan(report.stayBaseline);
  const policy = loadVisitValue(await on.blobs.get((await served())!.digest));
  const after = (campaign?: TestCampaign) => policy.after({ 'visit-depth': 1 }, campaign!.adId);
  expect(after(quiet)).toBeGreaterThan(1.5 * after(loud));

  await learn(on.market.marketId);
  expect(await policies()).toHaveLength(1);
  await on.market.owner.query("update markets set session_policy = 'off'");
  expect(await served()).toBeUndefined();
}, 60_000);

test('too few visits teach nothing', async () => {
  await on.market.owner.query("update markets set session_policy = 'on'");
  await logVisits(5);
  await learn();
  expect(await policies()).toEqual([]);
}, 60_000);
