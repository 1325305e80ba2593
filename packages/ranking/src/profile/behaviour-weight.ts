import type { EventRecord } from '@placard/contracts';
import { MINUTE_MS } from '@placard/domain';

const MOST_PIECES = 1_000;

/**
 * What an event says about the viewer's interest in its categories: `interest` adds to what they like,
 * `exposure` to what they were offered (the denominator). A click is the unit. Ratings are on a five-point scale;
 * n pieces count 1 + ln n times, for the tenth says less than the first.
 */
export function behaviourWeight(event: Pick<EventRecord, 'kind' | 'value' | 'quantity'>): {
  interest: number;
  exposure: number;
} {
  switch (event.kind) {
    case 'impression':
      return { interest: 0, exposure: 1 };
    case 'viewable':
      return { interest: 0, exposure: 0 };
    case 'click':
      return { interest: 1, exposure: 0 };
    case 'conversion':
    case 'purchase':
      return { interest: 3 * pieces(event.quantity), exposure: 0 };
    case 'add-to-cart':
      return { interest: 2 * pieces(event.quantity), exposure: 0 };
    case 'view':
      return { interest: 0.3, exposure: 0 };
    case 'search':
      return { interest: 0.5, exposure: 0 };
    case 'dwell':
      return {
        interest: 0.5 * Math.min(1, Math.max(0, (event.value ?? 0) / MINUTE_MS)),
        exposure: 0,
      };
    case 'rating':
      return { interest: (event.value ?? 0) >= 4 ? 1 : 0, exposure: 1 };
    case 'hide':
      return { interest: 0, exposure: 3 };
  }
}

function pieces(quantity: number | null): number {
  return 1 + Math.log(Math.min(MOST_PIECES, Math.max(1, quantity ?? 1)));
}
