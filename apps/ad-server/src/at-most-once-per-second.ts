import { type Clock, SECOND_MS, systemClock } from '@placard/domain';

/**
 * Passes on the first of a flood and then one a second, with how many were left out in between: an outage
 * must not fill the disk with a line for each request.
 */
export function atMostOncePerSecond(
  report: (error: unknown, leftOut: number) => void,
  clock: Clock = systemClock,
): (error: unknown) => void {
  let nextMs = 0;
  let leftOut = 0;
  return (error) => {
    if (clock.nowMs() < nextMs) {
      leftOut += 1;
      return;
    }
    report(error, leftOut);
    nextMs = clock.nowMs() + SECOND_MS;
    leftOut = 0;
  };
}
