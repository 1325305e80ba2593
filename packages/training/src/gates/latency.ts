import type { GateResult } from '@placard/contracts';
import { type GateEvidence, notApplicable, pass, refuse } from './gate.ts';

const PAIRS = 100;
const RUNS = 25;
/** For 100 candidates on one thread, from raw values: far slower than the hot path, which caches sides. */
const LIMIT_MS = 50;

/** The median time to score 100 candidates the plain way. A median: machines are shared. */
export async function latencyGate({ loaded, rows, nowMs }: GateEvidence): Promise<GateResult> {
  if ('refusal' in loaded) return notApplicable('latency', 'it does not load');
  const pairs = Array.from({ length: PAIRS }, (_, i) => rows[i % rows.length]!.values);
  const times: number[] = [];
  for (let run = 0; run < RUNS; run++) {
    const startMs = nowMs();
    await loaded.scorer.score(pairs);
    times.push(nowMs() - startMs);
  }
  times.sort((a, b) => a - b);
  const medianMs = times[RUNS >> 1]!;
  const figures = { medianMs, limitMs: LIMIT_MS, candidates: PAIRS };
  const text = `${medianMs.toFixed(2)} ms for ${PAIRS} candidates, at most ${LIMIT_MS} ms`;
  return medianMs <= LIMIT_MS ? pass('latency', text, figures) : refuse('latency', text, figures);
}
