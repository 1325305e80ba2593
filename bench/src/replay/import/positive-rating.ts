/** On a five-star scale, what counts as taken. */
export const POSITIVE_RATING = 4;
