import type { EmbeddingOptimiserKind } from '@placard/contracts';
import { adagradRows } from './row-rules/adagrad.ts';
import { adamRows } from './row-rules/adam.ts';
import { adamAllRows } from './row-rules/adam-all.ts';
import { ftrlRows } from './row-rules/ftrl.ts';
import type { RowRule } from './row-rules/row-rule.ts';

const RULES: Readonly<Record<EmbeddingOptimiserKind, RowRule>> = {
  adagrad: adagradRows,
  adam: adamRows,
  'adam-all': adamAllRows,
  ftrl: ftrlRows,
};

export function rowRule(kind: EmbeddingOptimiserKind): RowRule {
  return RULES[kind];
}
