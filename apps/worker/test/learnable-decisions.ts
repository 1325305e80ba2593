import { newId, seededRandom } from '@placard/domain';
import { createEventLogWriter } from '@placard/event-log';
import {
  adEvent,
  createCampaign,
  decisionRecord,
  type TestCampaign,
  type TestMarket,
} from './market.ts';

/**
 * Decisions with something to learn: phones click the first ad, desktops the second, and a country matters a
 * little. Written as the ad-server writes them: decisions, impressions, clicks.
 */
export async function appendLearnableDecisions(
  market: TestMarket,
  count: number,
): Promise<readonly TestCampaign[]> {
  const campaigns = [await createCampaign(market), await createCampaign(market)];
  const writer = createEventLogWriter(market.database.urlAs('ingest'));
  const random = seededRandom(7);
  const startMs = Date.now() - 10 * 86_400_000;
  /** By viewer, newest first: what the ad-server would have logged as their history. */
  const clickedAds = new Map<string, string[]>();
  const decisions = [];
  const events = [];
  for (let i = 0; i < count; i++) {
    const ad = random() < 0.5 ? 0 : 1;
    const device = random() < 0.5 ? 'phone' : 'desktop';
    const country = random() < 0.3 ? 'de' : 'fr';
    const fits = (ad === 0) === (device === 'phone');
    const pClick = (fits ? 0.5 : 0.05) + (country === 'de' ? 0.1 : 0);
    const campaign = campaigns[ad] ?? campaigns[0]!;
    const decidedAtMs = startMs + i * 1_000;
    const viewerKey = `viewer-${Math.floor(random() * 50)}`;
    const record = decisionRecord(market, campaign, { id: newId('dec'), decidedAtMs, viewerKey });
    if (record.winner) {
      record.winner.features = {
        ad: campaign.adId,
        device,
        country,
        'viewer-attribute:age': '25-34',
        hour: 7,
        'viewer-clicked-ads': clickedAds.get(viewerKey) ?? [],
        'a-feature-of-the-past': 'x',
      };
    }
    decisions.push(record);
    const happened = (kind: 'impression' | 'click') => {
      const event = adEvent(market, campaign, kind, { decidedAtMs, viewerKey });
      if (event.decision) event.decision.decisionId = record.id;
      return { ...event, dedupeKey: `${record.id}:${kind}` };
    };
    // Every tenth is never rendered, and nothing is learnt from it.
    if (i % 10 === 9) continue;
    events.push(happened('impression'));
    if (random() >= pClick) continue;
    events.push(happened('click'));
    const before = clickedAds.get(viewerKey) ?? [];
    clickedAds.set(viewerKey, [campaign.adId, ...before].slice(0, 20));
  }
  for (let i = 0; i < decisions.length; i += 500) {
    await writer.appendDecisions(decisions.slice(i, i + 500));
  }
  for (let i = 0; i < events.length; i += 1_000) {
    await writer.appendEvents(events.slice(i, i + 1_000));
  }
  await writer.close();
  return campaigns;
}
