import type { Consent, DecisionRequestInput, DecisionResponse } from '@placard/contracts';
import { createBeacons, post } from './beacons.ts';
import { watchConsent } from './consent.ts';
import { createListeners } from './listeners.ts';
import { readPageContext } from './page-context.ts';
import type { DecisionDetail, Placard } from './public-api.ts';
import { renderAd } from './render.ts';
import { closeWhenBelow, findSlots, type Slot } from './slot.ts';
import { forgetViewerKey, randomHex, viewerKey } from './viewer-key.ts';

/** Starts the widget of the ad-server at `baseUrl`; `tag` holds the data attributes of the first tag. */
export function startPlacard(baseUrl: string, tag: DOMStringMap): Placard {
  const { emit, on } = createListeners();
  const waiting: Slot[] = [];
  let consent: Consent | undefined;
  let decidedByPage = false;
  let viewSent = false;

  const sendEvent = createBeacons(`${baseUrl}/v1/events`);
  const sendBehaviour = createBeacons(`${baseUrl}/v1/behaviour`, () => ({ consent }));
  const currentKey = () => (consent?.personalization ? viewerKey() : undefined);

  /** Nothing leaves the page before the viewer's choice is known. */
  const fill = async () => {
    if (!consent || !waiting.length) return;
    const slots = waiting.splice(0, 20);
    const page = readPageContext(tag);
    const key = currentKey();
    const request: DecisionRequestInput = {
      opportunities: slots.map(({ slotId, placementId }) => ({ slotId, placementId })),
      page,
      consent,
      ...(key ? { viewer: { key } } : {}),
      explain: true,
    };
    if (waiting.length) fill();
    const answer = await post(`${baseUrl}/v1/decisions`, JSON.stringify(request))
      .then((response) =>
        response.ok ? (response.json() as Promise<DecisionResponse>) : undefined,
      )
      .catch(() => undefined);
    for (const slot of slots) {
      const decided = answer?.slots.find(({ slotId }) => slotId === slot.slotId);
      if (decided) show(slot, decided);
      else closeWhenBelow(slot);
    }
    const placementId = slots[0]?.placementId;
    const { categories = [], itemId } = page;
    if (key && placementId && !viewSent && (categories.length || itemId)) {
      viewSent = true;
      const item = itemId ? { itemId } : {};
      sendBehaviour({
        id: randomHex(),
        kind: 'view',
        placementId,
        viewerKey: key,
        categories,
        ...item,
      });
    }
  };

  const show = (slot: Slot, decided: DecisionResponse['slots'][number]) => {
    const { slotId, placementId, element } = slot;
    const { decisionId, ad } = decided;
    const explanation = decided.explanation ?? null;
    const noFill = 'noFill' in decided ? decided.noFill : null;
    const detail: DecisionDetail = {
      ...{ slotId, placementId, element, decisionId, explanation, noFill },
      ad: ad && { adId: ad.adId, creative: ad.creative, house: ad.house },
    };
    if (decided.ad) {
      const { tokens } = decided.ad;
      renderAd(slot, decided, detail, {
        rendered: () => {
          sendEvent({ token: tokens.impression });
          emit('impression', detail);
        },
        seen: () => {
          sendEvent({ token: tokens.viewable });
          emit('viewable', detail);
        },
      });
    } else {
      closeWhenBelow(slot);
    }
    emit('decision', detail);
  };

  const setConsent = (chosen: Consent) => {
    consent = chosen;
    if (!chosen.personalization) forgetViewerKey();
    fill();
  };

  const scan = () => {
    waiting.push(...findSlots());
    fill();
  };

  const placard: Placard = {
    on,
    scan,
    forget: forgetViewerKey,
    viewerKey: () => currentKey() ?? null,
    consent: (personalization) => {
      decidedByPage = true;
      setConsent({ personalization });
    },
    push: (callback) => callback(placard),
  };

  watchConsent(tag.consent, (chosen) => {
    if (!decidedByPage) setConsent(chosen);
  });
  return placard;
}
