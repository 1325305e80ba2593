import {
  type DecisionRequestInput,
  decisionRecordSchema,
  decisionRequestSchema,
  decisionResponseSchema,
  type Snapshot,
} from '@placard/contracts';
import { HOUR_MS, MINUTE_MS, seededRandom } from '@placard/domain';
import type { Scorer } from '@placard/ranking';
import {
  compileSnapshot,
  createDecider,
  createTokenSealer,
  type DeciderOptions,
  type RequestFacts,
} from '@placard/serving';
import { createMemoryStore } from '../src/index.ts';
import { NOW_MS } from './snapshot-fixture.ts';

const FACTS: RequestFacts = {
  device: 'desktop',
  os: 'linux',
  browser: 'firefox',
  country: 'DE',
  language: 'de-DE',
  trusted: false,
};

export const tokens = createTokenSealer([{ keyId: 1, secret: 'x'.repeat(32) }]);

/** A decider over the memory store; every answer and record it gives is checked against its schema. */
export function serve(
  served: Snapshot | null,
  options: Partial<DeciderOptions> = {},
  scorer?: Scorer,
) {
  const store = createMemoryStore();
  const clock = { now: NOW_MS, nowMs: () => clock.now };
  const decider = createDecider({
    hotState: store,
    clock,
    random: seededRandom(1),
    tokens,
    assetsBaseUrl: 'https://ads.example',
    clickUrl: (token) => `https://ads.example/c/${token}`,
    tokenTtlMs: 30 * MINUTE_MS,
    conversionTokenTtlMs: 24 * HOUR_MS,
    ...options,
  });
  if (served) {
    decider.use(compileSnapshot(served, 'rev'), new Map(scorer ? [['mkt_1', scorer]] : []));
  }
  const decide = async (
    request: Partial<DecisionRequestInput> = {},
    facts: Partial<RequestFacts> = {},
  ) => {
    const body = decisionRequestSchema.parse({ opportunities: slots(1), ...request });
    const outcome = await decider.decide(body, { ...FACTS, ...facts });
    decisionResponseSchema.parse(outcome.response);
    for (const record of outcome.records) decisionRecordSchema.parse(record);
    return outcome;
  };
  const one = async (...args: Parameters<typeof decide>) => {
    const { response, records } = await decide(...args);
    return { slot: response.slots[0]!, record: records[0]! };
  };
  return { store, clock, decide, one };
}

export function slots(count: number) {
  return Array.from({ length: count }, (_, i) => ({ slotId: `s${i}`, placementId: 'plc_1' }));
}

export function personal(key: string) {
  return { viewer: { key }, consent: { personalization: true } };
}
