import type { FeatureValues } from '@placard/contracts';

/** What came of one rendered decision, once the time for a click has passed. */
export type Outcome = {
  /** Its place in the event log. */
  readonly version: string;
  readonly atMs: number;
  /** Null where counts predicted. */
  readonly modelVersionId: string | null;
  /** pCTR before and after what was learnt online. */
  readonly modelPCtr: number;
  readonly pCtr: number;
  readonly features: FeatureValues;
  readonly clicked: boolean;
};
