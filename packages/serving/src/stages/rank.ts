import type { Predictor, ServedOnlineState } from '@placard/contracts';
import {
  calibrate,
  correctedRate,
  type RequestReading,
  type Scorer,
  type ViewerReading,
} from '@placard/ranking';
import type { MarketState } from '../market-state.ts';
import type { Candidate } from './candidate.ts';

export const POSTERIOR_MEAN: Predictor = { kind: 'posterior-mean' };

/**
 * Gives each candidate the model's calibrated pCTR, as the market's latest outcomes correct it. Without a model, or
 * when it fails, candidates keep their posterior means and the answer says so. pCVR is the posterior mean either way.
 */
export async function rank(
  candidates: readonly Candidate[],
  state: MarketState,
  request: RequestReading,
  viewer: ViewerReading,
  online: ServedOnlineState | null,
  onError: (error: unknown) => void,
): Promise<Predictor> {
  const { scorer } = state;
  if (!scorer || candidates.length === 0) return scorer ? predictorOf(scorer) : POSTERIOR_MEAN;
  const batch = state.borrowBatch(scorer, candidates.length);
  try {
    const part = scorer.embedder.requestPart(request, viewer);
    for (const { marketAd, reading } of candidates) {
      scorer.embedder.append(batch, part, state.part(reading, marketAd.index, scorer));
    }
    const logits = await scorer.logits(batch);
    const correction = online?.corrections[scorer.modelVersionId];
    candidates.forEach((candidate, i) => {
      candidate.modelPCtr = calibrate(scorer.map, logits[i]!);
      candidate.pCtr = correctedRate(correction, candidate.modelPCtr);
    });
    return predictorOf(scorer);
  } catch (error) {
    onError(error);
    return POSTERIOR_MEAN;
  } finally {
    state.returnBatch(batch);
  }
}

function predictorOf({ modelVersionId, modelKind }: Scorer): Predictor {
  return { kind: 'model', modelVersionId, modelKind };
}
