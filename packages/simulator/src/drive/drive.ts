import type { DecisionResponse, TokenKind } from '@placard/contracts';
import { type Random, seededRandom } from '@placard/domain';
import type { SimulatedAd } from '../ad.ts';
import { createExposures, type Exposures } from '../exposures.ts';
import type { SimulatedMarket } from '../market.ts';
import { sampleResponse } from '../response.ts';
import type { PageView } from '../traffic.ts';
import { createAgenda } from './agenda.ts';
import type { Browser, EventEntry, PlatformClient } from './platform-client.ts';

export type DriveProgress = {
  readonly pageViews: number;
  readonly decisions: number;
  readonly filled: number;
  readonly impressions: number;
  readonly clicks: number;
  readonly conversions: number;
  /** Simulated time reached. */
  readonly atMs: number;
};

/** A slot as it is decided, before its impression counts: what regret is computed from. */
export type DecidedSlot = {
  readonly view: PageView;
  /** Null where nothing, or a house ad, was shown. */
  readonly ad: SimulatedAd | null;
  readonly position: number;
  readonly exposures: Exposures;
  readonly response: DecisionResponse['slots'][number];
};

export type DriveOptions = {
  readonly market: SimulatedMarket;
  /** In time order. */
  readonly pageViews: readonly PageView[];
  readonly client: PlatformClient;
  /** The page's placements from top to bottom; each becomes one opportunity of a page view. */
  readonly placementIds: readonly string[];
  /** What viewers do is drawn per page view from this: how requests interleave changes nothing. */
  readonly seed: number;
  /** What viewers have seen before; a later drive may continue with it. */
  readonly exposures?: Exposures;
  /** Simulated time that one step of the clock covers; what falls within runs together. Default 30 s. */
  readonly stepMs?: number;
  /** False on a platform that runs on its own clock: then everything happens as fast as it answers. */
  readonly steersClock?: boolean;
  /** Requests in flight at once. Default 8. */
  readonly concurrency?: number;
  readonly onDecided?: (decided: DecidedSlot) => void;
  readonly onProgress?: (progress: DriveProgress) => void;
  /** Runs between steps, at most once a step, such as a training run; the traffic waits for it. */
  readonly betweenSteps?: (progress: DriveProgress) => Promise<void>;
};

type Action =
  | { readonly kind: 'view'; readonly view: PageView; readonly number: number }
  | { readonly kind: 'event'; readonly view: PageView; readonly event: DueEvent };
type DueEvent = {
  readonly token: string;
  readonly tokenKind: TokenKind;
  readonly ad: SimulatedAd;
  readonly valueMicros?: number;
};

/**
 * Plays page views against a running platform like real traffic: behaviour and decisions, then impression,
 * viewable, click and conversion beacons after their delays. A viewer's own actions stay in order.
 * @throws PlatformError when the platform refuses, Error when it answers an ad the market does not know.
 */
export async function drive(options: DriveOptions): Promise<DriveProgress> {
  const { market, client, seed, stepMs = 30_000, steersClock = true, concurrency = 8 } = options;
  const exposures = options.exposures ?? createExposures();
  const ads = new Map(market.ads.map((ad) => [ad.adId, ad]));
  const agenda = createAgenda<Action>();
  options.pageViews.forEach((view, number) => {
    agenda.add(view.atMs, { kind: 'view', view, number });
  });
  const done = { pageViews: 0, decisions: 0, filled: 0, impressions: 0, clicks: 0, conversions: 0 };
  let atMs = agenda.nextAtMs ?? 0;
  const progress = (): DriveProgress => ({ ...done, atMs });

  for (let next = agenda.nextAtMs; next !== undefined; next = agenda.nextAtMs) {
    atMs = next;
    if (steersClock) await client.setClock(Math.floor(atMs));
    // What a step brings about within itself (an impression 300 ms after its decision) runs before it ends.
    while ((agenda.nextAtMs ?? Infinity) < atMs + stepMs) {
      await runTogether(byViewer(agenda, atMs + stepMs), concurrency, runInOrder);
    }
    options.onProgress?.(progress());
    await options.betweenSteps?.(progress());
  }
  return progress();

  async function runInOrder(actions: readonly Action[]): Promise<void> {
    for (let i = 0; i < actions.length; ) {
      const action = actions[i]!;
      if (action.kind === 'view') {
        await visit(action.view, action.number);
        i++;
        continue;
      }
      const events: DueEvent[] = [];
      for (let a = actions[i]; a?.kind === 'event' && events.length < 100; a = actions[++i]) {
        events.push(a.event);
      }
      await report(action.view, events);
    }
  }

  async function visit(view: PageView, number: number): Promise<void> {
    const { viewer, page } = view;
    const placementId = options.placementIds[0];
    if (!placementId) throw new Error('a page needs at least one placement');
    await client.sendBehaviour(
      [
        {
          id: `view-${seed}-${number}-${Math.floor(view.atMs)}`,
          kind: 'view',
          placementId,
          viewerKey: viewer.viewerKey,
          categories: page.topics,
        },
      ],
      browserOf(view),
    );
    const response = await client.decide(
      {
        opportunities: options.placementIds.map((id, i) => ({
          slotId: `slot-${i}`,
          placementId: id,
        })),
        page: {
          url: page.url,
          title: page.title,
          categories: [...page.topics],
          keywords: [...(page.keywords ?? [])],
          language: viewer.country.language,
        },
        viewer: {
          key: viewer.viewerKey,
          country: viewer.country.code,
          attributes: viewer.attributes,
        },
        consent: { personalization: true },
      },
      browserOf(view),
    );
    done.pageViews++;
    const random = seededRandom(Math.imul(number + 1, 0x9e3779b1) ^ seed);
    for (const [position, slot] of response.slots.entries()) {
      done.decisions++;
      if (!slot.ad || slot.ad.house) {
        options.onDecided?.({ view, ad: null, position, exposures, response: slot });
        continue;
      }
      done.filled++;
      const ad = ads.get(slot.ad.adId);
      if (!ad) throw new Error(`the platform served ${slot.ad.adId}, which is not of this market`);
      options.onDecided?.({ view, ad, position, exposures, response: slot });
      plan(view, ad, position, slot.ad.tokens, random);
    }
  }

  function plan(
    view: PageView,
    ad: SimulatedAd,
    position: number,
    tokens: Readonly<Record<TokenKind, string>>,
    random: Random,
  ): void {
    const situation = { ...view, ad, position };
    for (const { kind, delayMs } of sampleResponse(market.truth, situation, exposures, random)) {
      const value = kind === 'conversion' && ad.priceMicros ? { valueMicros: ad.priceMicros } : {};
      agenda.add(view.atMs + delayMs, {
        kind: 'event',
        view,
        event: { token: tokens[kind], tokenKind: kind, ad, ...value },
      });
    }
  }

  async function report(view: PageView, events: readonly DueEvent[]): Promise<void> {
    const entries = events.map(
      ({ token, valueMicros }): EventEntry => ({
        token,
        ...(valueMicros === undefined ? {} : { valueMicros }),
      }),
    );
    const outcomes = await client.sendEvents(entries, browserOf(view));
    for (const [i, { tokenKind, ad }] of events.entries()) {
      if (outcomes[i] !== 'accepted') {
        throw new Error(`the platform answered ${outcomes[i]} to a fresh ${tokenKind}`);
      }
      if (tokenKind === 'impression') {
        done.impressions++;
        exposures.see(view.viewer.viewerKey, ad.adId, atMs);
      }
      if (tokenKind === 'click') done.clicks++;
      if (tokenKind === 'conversion') done.conversions++;
    }
  }
}

function browserOf({ viewer, page }: PageView): Browser {
  return { userAgent: viewer.device.userAgent, origin: new URL(page.url).origin };
}

/** Takes all that is due before `untilMs`, in one list per viewer. */
function byViewer(
  agenda: ReturnType<typeof createAgenda<Action>>,
  untilMs: number,
): readonly (readonly Action[])[] {
  const lists = new Map<string, Action[]>();
  while ((agenda.nextAtMs ?? Infinity) < untilMs) {
    const { item } = agenda.take()!;
    const { viewerKey } = item.view.viewer;
    const list = lists.get(viewerKey);
    if (list) list.push(item);
    else lists.set(viewerKey, [item]);
  }
  return [...lists.values()];
}

async function runTogether<T>(
  items: readonly T[],
  concurrency: number,
  run: (item: T) => Promise<void>,
): Promise<void> {
  const queue = items.values();
  const lanes = Array.from({ length: Math.min(concurrency, items.length) }, async () => {
    for (const item of queue) await run(item);
  });
  await Promise.all(lanes);
}
