/**
 * The embeddable script. It owns the page side of an ad: slots, consent, rendering in a sandbox, beacons.
 * It refuses dependencies, requests before consent where consent is required, and any script of a creative.
 */

import { startPlacard } from './placard.ts';
import type { Placard } from './public-api.ts';

type PlacardWindow = Window & { placard?: Placard | ((placard: Placard) => void)[] };

const page = window as PlacardWindow;
const tag = document.currentScript as HTMLScriptElement | null;
const existing = page.placard;

if (existing && 'scan' in existing) {
  existing.scan();
} else if (tag) {
  const placard = startPlacard(tag.src.replace(/\/widget\.js.*$/, ''), tag.dataset);
  page.placard = placard;
  for (const callback of existing ?? []) placard.push(callback);
  // One request for all slots: the page is read to its end first.
  if (document.readyState === 'loading') {
    document.addEventListener('DOMContentLoaded', placard.scan);
  } else {
    placard.scan();
  }
}
