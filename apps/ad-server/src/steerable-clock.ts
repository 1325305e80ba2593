import type { Clock } from '@placard/domain';

/** A clock that runs with `base` until it is set, then stands where it was put. For simulated days only. */
export type SteerableClock = Clock & { readonly set: (nowMs: number) => void };

export function steerableClock(base: Clock): SteerableClock {
  let setMs: number | undefined;
  return {
    nowMs: () => setMs ?? base.nowMs(),
    set: (nowMs) => {
      setMs = nowMs;
    },
  };
}
