/** Fits the `Clock` port of @placard/domain. */
export interface FakeClock {
  /** Milliseconds since the epoch, as the test last set them. */
  readonly nowMs: () => number;
  readonly advance: (ms: number) => void;
  readonly set: (ms: number) => void;
}

/** A clock that stands still until told to move; it never runs backwards. */
export function fakeClock(startMs: number): FakeClock {
  let currentMs = startMs;
  const moveTo = (ms: number): void => {
    if (!Number.isFinite(ms) || ms < currentMs) {
      throw new RangeError(`a clock at ${currentMs} cannot move to ${ms}`);
    }
    currentMs = ms;
  };
  return {
    nowMs: () => currentMs,
    advance: (ms) => moveTo(currentMs + ms),
    set: moveTo,
  };
}
