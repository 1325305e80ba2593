/** Terms by how often they occur, and in how many documents. */
export type Vocabulary = {
  readonly terms: readonly string[];
  readonly index: ReadonlyMap<string, number>;
  /** [terms] */
  readonly documents: Float64Array;
  readonly documentCount: number;
};

/** The `most` commonest terms, equals in the order of their letters. */
export function vocabularyOf(documents: readonly (readonly string[])[], most: number): Vocabulary {
  const counts = new Map<string, { all: number; documents: number }>();
  for (const terms of documents) {
    for (const term of terms) {
      const known = counts.get(term);
      if (known) known.all += 1;
      else counts.set(term, { all: 1, documents: 0 });
    }
    for (const term of new Set(terms)) counts.get(term)!.documents += 1;
  }
  const terms = [...counts]
    .sort(([a, x], [b, y]) => y.all - x.all || (a < b ? -1 : 1))
    .slice(0, most)
    .map(([term]) => term);
  return {
    terms,
    index: new Map(terms.map((term, i) => [term, i])),
    documents: Float64Array.from(terms, (term) => counts.get(term)!.documents),
    documentCount: documents.length,
  };
}

/**
 * How much a term tells: ln((1 + documents) / (1 + documents with it)) + 1 (Spärck Jones, 1972; smoothed as
 * scikit-learn does).
 */
export function inverseDocumentFrequency(documentCount: number, withTerm: number): number {
  return Math.log((1 + documentCount) / (1 + withTerm)) + 1;
}
