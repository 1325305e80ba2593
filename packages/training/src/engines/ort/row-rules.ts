import type { EmbeddingOptimiserKind } from '@placard/contracts';
import { adagradRows } from './row-rules/adagrad.ts';
import { adamRows } from './row-rules/adam.ts';
import { ftrlRows } from './row-rules/ftrl.ts';
import type { RowRule } from './row-rules/row-rule.ts';

const RULES: Readonly<Record<EmbeddingOptimiserKind, RowRule>> = {
  adagrad: adagradRows,
  adam: adamRows,
  ftrl: ftrlRows,
};

export function rowRule(kind: EmbeddingOptimiserKind): RowRule {
  return RULES[kind];
}
