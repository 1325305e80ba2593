const SHORTEST = 3;
const LONGEST = 5;
const BUCKETS = 4_096;

/**
 * The character n-grams of a word by their hash (FNV-1a, 32 bits), its ends marked: fastText's subwords (Bojanowski
 * et al., TACL 2017).
 */
export function hashedNgrams(word: string): number[] {
  const letters = Array.from(`<${word}>`);
  const hashes: number[] = [];
  for (let from = 0; from < letters.length; from++) {
    for (let size = SHORTEST; size <= LONGEST && from + size <= letters.length; size++) {
      hashes.push(fnv1a(letters.slice(from, from + size).join('')) % BUCKETS);
    }
  }
  return hashes;
}

/**
 * A vector for a word that the vocabulary lacks, from the words that share its n-grams: the mean over its n-grams of
 * the mean vector of known words with that n-gram. `vectors` [words, dim]; zero where it shares none.
 */
export function subwordVectors(words: readonly string[], vectors: Float32Array, dim: number) {
  const sums = new Float32Array(BUCKETS * dim);
  const counts = new Float32Array(BUCKETS);
  words.forEach((word, i) => {
    for (const bucket of hashedNgrams(word)) {
      counts[bucket]! += 1;
      for (let f = 0; f < dim; f++) sums[bucket * dim + f]! += vectors[i * dim + f]!;
    }
  });
  return (word: string): Float32Array => {
    const mean = new Float32Array(dim);
    const buckets = hashedNgrams(word);
    for (const bucket of buckets) {
      if (counts[bucket] === 0) continue;
      const share = 1 / (counts[bucket]! * buckets.length);
      for (let f = 0; f < dim; f++) mean[f]! += share * sums[bucket * dim + f]!;
    }
    return mean;
  };
}

function fnv1a(text: string): number {
  let hash = 0x811c9dc5;
  for (const byte of encoder.encode(text)) hash = Math.imul(hash ^ byte, 0x01000193);
  return hash >>> 0;
}

const encoder = new TextEncoder();
