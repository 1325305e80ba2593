import type { DecisionRequestInput, DecisionResponse } from '@placard/contracts';
import type { PlatformClient } from '@placard/simulator';

const ATTEMPTS = 20;

/** An ad-server that cannot decide in time answers empty slots and logs nothing: then it is asked again. */
export async function decideInTime(
  client: PlatformClient,
  request: DecisionRequestInput,
): Promise<DecisionResponse['slots']> {
  for (let attempt = 1; ; attempt++) {
    const { slots } = await client.decide(request);
    const isLate = slots.some((slot) => 'noFill' in slot && slot.noFill.reason === 'not-ready');
    if (!isLate || attempt === ATTEMPTS) return slots;
  }
}
