import type { DecisionResponse } from '@placard/contracts';
import { creativeDocument } from './creative-document.ts';
import { labelledFrame } from './label.ts';
import type { DecisionDetail } from './public-api.ts';
import { hasHeight, reserve, type Slot } from './slot.ts';
import { watchViewability } from './viewability.ts';

export type FilledSlot = Extract<DecisionResponse['slots'][number], { ad: object }>;

/** Shows an ad in its slot; tells when it has rendered and when it has been seen. */
export function renderAd(
  slot: Slot,
  { ad }: FilledSlot,
  detail: DecisionDetail,
  told: { readonly rendered: () => void; readonly seen: () => void },
): void {
  const { creative } = ad;
  if (!hasHeight(slot)) reserve(slot.element, creative.width, creative.height);
  const frame = document.createElement('iframe');
  frame.title = `Advertisement: ${creative.advertiserName}`;
  // Scripts, forms, same-origin access and top navigation stay forbidden; the link may open a tab.
  frame.setAttribute('sandbox', 'allow-popups allow-popups-to-escape-sandbox');
  frame.srcdoc = creativeDocument(creative, ad.clickUrl);

  let wasSeen = false;
  const seen = () => {
    if (wasSeen) return;
    wasSeen = true;
    told.seen();
  };
  frame.onload = () => {
    frame.onload = null;
    told.rendered();
    watchViewability(frame, seen);
    // The focus moves into the frame when the ad is clicked, and a click counts as seen (MRC).
    addEventListener('blur', () => slot.shadow.activeElement === frame && seen());
  };
  labelledFrame(slot.shadow, frame, detail);
}
