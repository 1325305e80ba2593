import type { Calibration } from '@placard/contracts';

type Block = { readonly logit: number; readonly rate: number; readonly rows: number };

/**
 * Isotonic regression by pool-adjacent-violators (Ayer et al., 1955; Zadrozny and Elkan, KDD 2002), read off between
 * the centres of its blocks (Oron and Flournoy, 2017), so that no two logits tie. Each block is shrunk by one row at
 * the overall rate, and beyond the outer centres the curve follows `otherwise`. That alone when fewer than two blocks
 * are left.
 */
export function fitIsotonic(
  logits: ArrayLike<number>,
  labels: ArrayLike<number>,
  otherwise: Calibration,
): Calibration {
  const order = Uint32Array.from({ length: labels.length }, (_, i) => i).sort(
    (a, b) => (logits[a] as number) - (logits[b] as number),
  );
  const rows = [...order].map((i) => ({
    logit: logits[i] as number,
    rate: Number((labels[i] as number) > 0.5),
    rows: 1,
  }));
  const overall = rows.reduce((sum, { rate }) => sum + rate, 0) / rows.length;
  const shrunk = poolAdjacentViolators(pooledTies(rows)).map((block) => ({
    ...block,
    rate: (block.rate * block.rows + overall) / (block.rows + 1),
  }));
  const points = poolAdjacentViolators(shrunk)
    .filter(({ rate }) => rate > 0 && rate < 1)
    .map(({ logit, rate }) => ({ logit, calibrated: Math.log(rate / (1 - rate)) }));
  const { slope, intercept } = otherwise;
  return points.length < 2 ? { slope, intercept } : { slope, intercept, points };
}

/** Neighbours whose rates do not rise are pooled until all do. Rows come by rising logit. */
export function poolAdjacentViolators(rows: readonly Block[]): Block[] {
  const blocks: Block[] = [];
  for (const row of rows) {
    let block = row;
    while (blocks.length > 0 && blocks.at(-1)!.rate >= block.rate)
      block = pool(blocks.pop()!, block);
    blocks.push(block);
  }
  return blocks;
}

function pooledTies(rows: readonly Block[]): Block[] {
  const blocks: Block[] = [];
  for (const row of rows) {
    const last = blocks.at(-1);
    if (last?.logit === row.logit) blocks[blocks.length - 1] = pool(last, row);
    else blocks.push(row);
  }
  return blocks;
}

function pool(a: Block, b: Block): Block {
  const rows = a.rows + b.rows;
  const mean = (x: number, y: number) => (x * a.rows + y * b.rows) / rows;
  return {
    logit: a.logit === b.logit ? a.logit : mean(a.logit, b.logit),
    rate: mean(a.rate, b.rate),
    rows,
  };
}
