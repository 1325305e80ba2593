import type { FeatureMap } from '@placard/contracts';
import type { DenseParameters } from '../engines/ort/dense-parameters.ts';
import { adaptFeatureMap, type SourceMarket } from './adapt-feature-map.ts';
import type { SourceModel } from './source-model.ts';
import { type StartingWeights, startingWeights } from './starting-weights.ts';

/** A model to start from, and how. */
export interface TransferSource {
  readonly model: SourceModel;
  readonly market: SourceMarket;
  /** How firmly dense weights are held near the source's; 0 lets them go. */
  readonly hold: number;
}

/** Starting weights as an engine takes them. */
export interface WarmStart {
  readonly weights: StartingWeights;
  readonly hold: number;
}

/** The map that a run learnt, as its source makes it; itself without one. */
export function transferredMap(
  learnt: FeatureMap,
  transfer: TransferSource | undefined,
): FeatureMap {
  return transfer ? adaptFeatureMap(transfer.model.map, learnt, transfer.market) : learnt;
}

export function warmStart({ model, hold }: TransferSource, map: FeatureMap): WarmStart {
  return { weights: startingWeights(model, map), hold };
}

/**
 * L2-SP (Li, Grandvalet and Davoine, ICML 2018) in the decoupled form of AdamW: after a step, w <- w - rate x hold x
 * (w - w0), where w0 are the source's dense weights. Outside the gradient, so that Adam does not rescale it.
 */
export function holdNear(
  { slots, values }: Pick<DenseParameters, 'slots' | 'values'>,
  { weights, hold }: WarmStart,
  rate: number,
): void {
  const share = Math.min(1, rate * hold);
  for (const { name, start, end } of slots) {
    const source = weights.parameters.get(name)!;
    for (let i = start; i < end; i++) {
      values[i] = values[i]! - share * (values[i]! - source[i - start]!);
    }
  }
}
