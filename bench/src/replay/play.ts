import type { CaughtUp } from '@placard/dev/platform';
import type { EventEntry, PlatformClient } from '@placard/simulator';
import type { BenchMarket } from '../platform/create-bench-market.ts';
import { decideInTime } from '../platform/decide-in-time.ts';
import { inLanes } from '../platform/in-lanes.ts';
import type { Dataset } from './import/dataset.ts';
import { MAX_WINDOW, type Window, windowsOf } from './windows.ts';

/** One interaction as the platform decided it. */
export type Played = {
  readonly number: number;
  readonly decisionId: string;
  /** From the request's start to its answer, over HTTP, in milliseconds. */
  readonly latencyMs: number;
};

export type PlayOptions = {
  readonly dataset: Dataset;
  readonly market: BenchMarket;
  readonly client: PlatformClient;
  readonly caughtUp: CaughtUp;
  readonly windowMs: number;
  /** First interaction of the test part: no window crosses it. */
  readonly boundary: number;
  readonly from: number;
  readonly to: number;
  readonly onProgress: (done: number) => void;
};

const REQUESTS_AT_ONCE = 8;
const EVENTS_AT_ONCE = 200;

/**
 * Replays interactions `from` to `to`: per window, the clock is set, each is decided with its own ad as the
 * only candidate, then impressions and clicks are reported and awaited until decisions can see them.
 */
export async function play(options: PlayOptions): Promise<Played[]> {
  const { dataset, client, caughtUp, boundary, windowMs } = options;
  const attributes = new Map(dataset.viewers.map((v) => [v.viewerId, v.attributes]));
  const played: Played[] = [];
  for (const window of windowsOf(dataset.interactions, {
    windowMs,
    boundary,
    maxEntries: MAX_WINDOW,
  })) {
    const first = window.entries[0]!.number;
    if (first < options.from || first >= options.to) continue;
    await client.setClock(window.atMs);
    const decided = await inLanes(window.entries, REQUESTS_AT_ONCE, (entry) =>
      decide(options, entry, attributes.get(entry.interaction.viewerId) ?? {}),
    );
    await report(client, decided);
    await caughtUp.profiles();
    for (const { number, decisionId, latencyMs } of decided) {
      played.push({ number, decisionId, latencyMs });
    }
    options.onProgress(first + window.entries.length);
  }
  return played;
}

type Decided = Played & { readonly tokens: readonly string[] };

async function decide(
  { market, client }: PlayOptions,
  { number, interaction }: Window['entries'][number],
  attributes: Readonly<Record<string, string>>,
): Promise<Decided> {
  const { adId } = market.ads.get(interaction.itemId)!;
  const startedMs = performance.now();
  const [slot] = await decideInTime(client, {
    opportunities: [{ slotId: 'replay', placementId: market.placementId }],
    viewer: { key: interaction.viewerId, attributes },
    consent: { personalization: true },
    restrictToAds: [adId],
  });
  const latencyMs = performance.now() - startedMs;
  if (!slot?.ad) {
    const reason = slot && 'noFill' in slot ? slot.noFill.reason : 'unknown';
    throw new Error(`interaction ${number}: no decision for its own ad, ${reason}`);
  }
  const { impression, click } = slot.ad.tokens;
  const tokens = interaction.clicked ? [impression, click] : [impression];
  return { number, decisionId: slot.decisionId, latencyMs, tokens };
}

async function report(client: PlatformClient, decided: readonly Decided[]): Promise<void> {
  const events = decided.flatMap(({ tokens }) => tokens.map((token): EventEntry => ({ token })));
  for (let at = 0; at < events.length; at += EVENTS_AT_ONCE) {
    const outcomes = await client.sendEvents(events.slice(at, at + EVENTS_AT_ONCE));
    const wrong = outcomes.find((outcome) => outcome !== 'accepted');
    if (wrong) throw new Error(`the platform answered ${wrong} to a fresh event`);
  }
}
