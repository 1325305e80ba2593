/** What an uploaded image may be. Decoded size is what costs: a 30 kB PNG can hold 256 megapixels. */
export const IMAGE_LIMITS = {
  bytes: 10 * 1024 * 1024,
  minSide: 16,
  maxSide: 8_192,
  /** Of all frames together. */
  pixels: 50_000_000,
  frames: 300,
  timeoutSeconds: 10,
  /** Stored images are scaled down to fit: no slot is larger. */
  storedSide: 2_048,
} as const;
