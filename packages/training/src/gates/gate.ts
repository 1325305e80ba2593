import type { GateName, GateResult, ModelCard } from '@placard/contracts';
import type { Scorer } from '@placard/ranking';
import type { ArtefactFiles } from '../artefact.ts';
import type { TrainingRow } from '../dataset/training-row.ts';

/** All that gates judge by. `rows` are later than anything the judged fit had seen, in time order. */
export interface GateEvidence {
  readonly card: ModelCard;
  readonly files: ArtefactFiles;
  readonly rows: readonly TrainingRow[];
  /** What the judged fit predicts for `rows`. */
  readonly predictions: Float64Array;
  /**
   * Null while the market has none. `seenUntilMs`: the end of what it learnt from; `heldOutEntropy`: its normalised
   * entropy on the rows that were held out from it then, null where that could not be measured.
   */
  readonly champion: {
    readonly modelVersionId: string;
    readonly predictions: Float64Array;
    readonly seenUntilMs: number;
    readonly heldOutEntropy: number | null;
  } | null;
  /** The artefact as serving loads it, or why serving would refuse it. */
  readonly loaded: { readonly scorer: Scorer } | { readonly refusal: string };
  /** Names of viewer attributes over whose groups the model must be equally honest. */
  readonly fairnessAttributes: readonly string[];
  /** A monotonic clock. */
  readonly nowMs: () => number;
}

export type Gate = (evidence: GateEvidence) => GateResult | Promise<GateResult>;

type Figures = Readonly<Record<string, number>>;

export function pass(gate: GateName, reason: string, figures: Figures = {}): GateResult {
  return { gate, verdict: 'pass', reason, figures };
}

export function refuse(gate: GateName, reason: string, figures: Figures = {}): GateResult {
  return { gate, verdict: 'refuse', reason, figures };
}

export function notApplicable(gate: GateName, reason: string): GateResult {
  return { gate, verdict: 'not-applicable', reason, figures: {} };
}
