export interface FakeClock {
  /** Milliseconds since the epoch, as the test last set them. */
  now(): number;
  advance(ms: number): void;
  set(ms: number): void;
}

/** A clock that stands still until told to move; it never runs backwards. */
export function fakeClock(startMs: number): FakeClock {
  let nowMs = startMs;
  const moveTo = (ms: number): void => {
    if (!Number.isFinite(ms) || ms < nowMs) {
      throw new RangeError(`a clock at ${nowMs} cannot move to ${ms}`);
    }
    nowMs = ms;
  };
  return {
    now: () => nowMs,
    advance: (ms) => moveTo(nowMs + ms),
    set: moveTo,
  };
}
