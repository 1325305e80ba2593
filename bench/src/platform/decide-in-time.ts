import { setTimeout as delay } from 'node:timers/promises';
import type { DecisionRequestInput, DecisionResponse } from '@placard/contracts';
import type { PlatformClient } from '@placard/simulator';

const PATIENCE_MS = 60_000;
const PAUSE_MS = 100;

/** An ad-server that cannot decide in time answers empty slots and logs nothing: then it is asked again. */
export async function decideInTime(
  client: PlatformClient,
  request: DecisionRequestInput,
): Promise<DecisionResponse['slots']> {
  const startedMs = performance.now();
  for (;;) {
    const { slots } = await client.decide(request);
    const isLate = slots.some((slot) => 'noFill' in slot && slot.noFill.reason === 'not-ready');
    if (!isLate || performance.now() - startedMs > PATIENCE_MS) return slots;
    await delay(PAUSE_MS);
  }
}
