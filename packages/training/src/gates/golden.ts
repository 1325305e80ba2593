import { type GateResult, goldenSchema } from '@placard/contracts';
import { type GateEvidence, pass, refuse } from './gate.ts';

/** Serving must load the artefact and score its golden cases as the trainer did. */
export async function goldenGate({ files, loaded }: GateEvidence): Promise<GateResult> {
  if ('refusal' in loaded) return refuse('golden', `serving refuses it: ${loaded.refusal}`);
  const { cases, tolerance } = goldenSchema.parse(
    JSON.parse(Buffer.from(files['golden.json']).toString('utf8')),
  );
  const scores = await loaded.scorer.score(cases.map(({ values }) => values));
  const worst = Math.max(...cases.map(({ logit }, i) => Math.abs(scores[i]!.logit - logit)));
  const figures = { cases: cases.length, worst, tolerance };
  const text = `${cases.length} golden cases, the worst ${worst.toExponential(1)} off`;
  return worst <= tolerance ? pass('golden', text, figures) : refuse('golden', text, figures);
}
