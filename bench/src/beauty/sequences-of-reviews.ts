import { z } from 'zod';

const reviewSchema = z.object({
  reviewerID: z.string(),
  asin: z.string(),
  unixReviewTime: z.number(),
});

/**
 * Amazon's reviews, one JSON object a line, as sequences by reviewer in order of time (of one day: of the file);
 * reviewers with fewer than three are left out. Throws a ZodError on a line that is no review.
 */
export function sequencesOfReviews(text: string): {
  readonly itemCount: number;
  readonly sequences: readonly Int32Array[];
} {
  const items = new Map<string, number>();
  const byReviewer = new Map<string, { item: number; at: number }[]>();
  for (const line of text.split('\n')) {
    if (line.trim() === '') continue;
    const { reviewerID, asin, unixReviewTime } = reviewSchema.parse(JSON.parse(line));
    if (!items.has(asin)) items.set(asin, items.size);
    const review = { item: items.get(asin)!, at: unixReviewTime };
    const known = byReviewer.get(reviewerID);
    if (known) known.push(review);
    else byReviewer.set(reviewerID, [review]);
  }
  const sequences = [...byReviewer.values()]
    .filter((reviews) => reviews.length >= 3)
    .map((reviews) =>
      Int32Array.from(
        reviews.toSorted((a, b) => a.at - b.at),
        ({ item }) => item,
      ),
    );
  return { itemCount: items.size, sequences };
}
