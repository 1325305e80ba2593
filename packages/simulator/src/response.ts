import type { TokenKind } from '@placard/contracts';
import { HOUR_MS, type Random, SECOND_MS } from '@placard/domain';
import type { Exposures } from './exposures.ts';
import { type Situation, type TruthParameters, trueCtr, trueCvr } from './truth.ts';

/** One thing the viewer's browser (or, for a conversion, the shop) will report, `delayMs` after the decision. */
export type PlannedEvent = { readonly kind: TokenKind; readonly delayMs: number };

const VIEWABLE_AT_TOP = 0.85;
const VIEWABLE_DROP = 0.15;

/**
 * What the viewer does with a shown ad. Clicks come with exactly `trueCtr`, conversions after a click with
 * exactly `trueCvr`; a click implies that the ad was viewable.
 */
export function sampleResponse(
  truth: TruthParameters,
  situation: Situation,
  exposures: Exposures,
  random: Random,
): PlannedEvent[] {
  const impressionMs = Math.floor(200 + 600 * random());
  const planned: PlannedEvent[] = [{ kind: 'impression', delayMs: impressionMs }];
  const clicks = random() < trueCtr(truth, situation, exposures);
  const viewable = Math.max(0.2, VIEWABLE_AT_TOP - VIEWABLE_DROP * situation.position);
  if (clicks || random() < viewable) {
    planned.push({ kind: 'viewable', delayMs: impressionMs + SECOND_MS });
  }
  if (!clicks) return planned;
  const clickMs = impressionMs + Math.floor((2 - 6 * Math.log(1 - random())) * SECOND_MS);
  planned.push({ kind: 'click', delayMs: clickMs });
  if (random() < trueCvr(truth, situation)) {
    const later = Math.min(48 * HOUR_MS, -2 * HOUR_MS * Math.log(1 - random()));
    planned.push({ kind: 'conversion', delayMs: clickMs + 60 * SECOND_MS + Math.floor(later) });
  }
  return planned;
}
