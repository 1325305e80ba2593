import { seededRandom } from '@placard/domain';
import { type AdSpec, createMarket, type PageSpec, type SimulatedMarket } from '@placard/simulator';

export const TOPICS = [
  'cooking',
  'films',
  'finance',
  'gardening',
  'music',
  'running',
  'technology',
  'travel',
] as const;

const ADS_PER_TOPIC = 6;
const PAGES_PER_TOPIC = 5;

/** What the advertisers of the bench offer: six ads a topic, each leaning to a second topic too. */
export const OFFERS = TOPICS.flatMap((topic, t) =>
  Array.from({ length: ADS_PER_TOPIC }, (_, i) => ({
    name: `${topic} ${i + 1}`,
    topics: [topic, TOPICS[(t + 1 + i) % TOPICS.length]!],
  })),
);

export const PAGES: readonly PageSpec[] = TOPICS.flatMap((topic, t) =>
  Array.from({ length: PAGES_PER_TOPIC }, (_, i) => ({
    url: `https://magazine.example/${topic}/${i + 1}`,
    title: `${topic}, page ${i + 1}`,
    topics: i === 0 ? [topic] : [topic, TOPICS[(t + i) % TOPICS.length]!],
  })),
);

/** The same seed gives the same people, pages and truths, whatever ids the platform gave its ads. */
export function demandMarket(
  adIds: readonly string[],
  viewers: number,
  seed: number,
): SimulatedMarket {
  const ads: AdSpec[] = OFFERS.map(({ topics }, i) => ({ adId: adIds[i]!, topics }));
  return createMarket(
    { topics: TOPICS, viewerCount: viewers, pages: PAGES, ads, viewerKeyPrefix: `regret-${seed}` },
    seededRandom(seed),
  );
}
