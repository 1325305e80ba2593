import type { GateName, GateResult } from '@placard/contracts';
import { calibrationGate } from './calibration.ts';
import { fairnessGate } from './fairness.ts';
import type { Gate, GateEvidence } from './gate.ts';
import { goldenGate } from './golden.ts';
import { latencyGate } from './latency.ts';
import { qualityGate } from './quality.ts';
import { sizeGate } from './size.ts';

const GATE_OF: Readonly<Record<GateName, Gate>> = {
  quality: qualityGate,
  calibration: calibrationGate,
  golden: goldenGate,
  latency: latencyGate,
  size: sizeGate,
  fairness: fairnessGate,
};

/** Every gate's word on a version. A gate that breaks refuses: what was not judged must not serve. */
export async function runGates(evidence: GateEvidence): Promise<GateResult[]> {
  const results: GateResult[] = [];
  for (const [gate, judge] of Object.entries(GATE_OF) as [GateName, Gate][]) {
    try {
      results.push(await judge(evidence));
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      results.push({ gate, verdict: 'refuse', reason: `could not judge: ${reason}`, figures: {} });
    }
  }
  return results;
}
