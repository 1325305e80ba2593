/**
 * Leave-one-out as in sequential recommendation (Rendle et al., UAI 2009; Kang and McAuley, ICDM 2018): each group's
 * last row by time is for testing, the one before for validation, the rest for training. Groups of fewer than three
 * rows train only.
 */
export function leaveOneOut<Row extends { readonly atMs: number }>(
  rows: readonly Row[],
  groupOf: (row: Row) => string | number,
): { readonly train: Row[]; readonly validation: Row[]; readonly test: Row[] } {
  const byGroup = new Map<string | number, Row[]>();
  for (const row of rows.toSorted((a, b) => a.atMs - b.atMs)) {
    const group = groupOf(row);
    const own = byGroup.get(group);
    if (own) own.push(row);
    else byGroup.set(group, [row]);
  }
  const split = { train: [] as Row[], validation: [] as Row[], test: [] as Row[] };
  for (const own of byGroup.values()) {
    const held = own.length < 3 ? 0 : 2;
    split.train.push(...own.slice(0, own.length - held));
    split.validation.push(...own.slice(own.length - held, own.length - held / 2));
    split.test.push(...own.slice(own.length - held / 2));
  }
  return split;
}
