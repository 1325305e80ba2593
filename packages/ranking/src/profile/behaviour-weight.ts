import type { EventRecord } from '@placard/contracts';
import { MINUTE_MS } from '@placard/domain';

/**
 * What an event says about the viewer's interest in its categories: `interest` adds to what they like,
 * `exposure` to what they were offered (the denominator). A click is the unit. Ratings are on a five-point scale.
 */
export function behaviourWeight(event: Pick<EventRecord, 'kind' | 'value'>): {
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
      return { interest: 3, exposure: 0 };
    case 'add-to-cart':
      return { interest: 2, exposure: 0 };
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
