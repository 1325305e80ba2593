import type { ServerResponse } from 'node:http';
import { performance } from 'node:perf_hooks';

export type OverloadOptions = {
  /** What is under way may take this long to finish; what would wait longer is refused. Default 25. */
  readonly queueMs?: number;
  /** The event loop's busy share since the last call, 0 to 1. */
  readonly busyShare?: () => number;
  readonly nowMs?: () => number;
};

/** Lets a request in or refuses it; what was let in counts until its answer is sent or given up. */
export type OverloadGate = {
  /** False when the server has more to do than it can in time. */
  readonly admits: (response: Pick<ServerResponse, 'once'>) => boolean;
  readonly underWay: () => number;
};

/**
 * What is let in may be worked on in one turn of the event loop, and a refusal waits for that turn to end: half of
 * the fifty milliseconds within which a refusal is answered. More would only wait, and no more would be answered.
 */
const QUEUE_MS = 25;
/** Below this share the loop waits for others (a store, a database), and refusing would help nobody. */
const BUSY = 0.95;
/** A burst fills the loop within a few requests: looked at less often, too many would be in by then. */
const SAMPLE_MS = 10;
/** A burst of so many is never an overload. */
const LEAST_UNDER_WAY = 8;
/** What a request costs is a mean over about this many. */
const COST_SAMPLES = 200;

/**
 * Refuses by the work that waits: requests under way times the CPU time that one has lately cost. Counted only
 * while the event loop is saturated, so that a store that stalls does not turn requests away. A plain
 * limit on requests under way would have to know what each costs.
 */
export function createOverloadGate(options: OverloadOptions = {}): OverloadGate {
  const { queueMs = QUEUE_MS, nowMs = () => performance.now() } = options;
  const busyShare = options.busyShare ?? loopBusyShare();
  let underWay = 0;
  let finished = COST_SAMPLES / 2;
  let busyMs = finished;
  let sampledMs = nowMs();
  let saturated = false;

  const sample = () => {
    const elapsedMs = nowMs() - sampledMs;
    if (elapsedMs < SAMPLE_MS) return;
    const busy = busyShare();
    saturated = busy >= BUSY;
    busyMs += busy * elapsedMs;
    sampledMs += elapsedMs;
    if (finished < COST_SAMPLES) return;
    finished /= 2;
    busyMs /= 2;
  };

  return {
    underWay: () => underWay,
    admits: (response) => {
      sample();
      if (saturated && underWay >= Math.max(LEAST_UNDER_WAY, (queueMs * finished) / busyMs)) {
        return false;
      }
      underWay += 1;
      let left = false;
      const leave = () => {
        if (left) return;
        left = true;
        underWay -= 1;
        finished += 1;
      };
      response.once('finish', leave);
      response.once('close', leave);
      return true;
    },
  };
}

function loopBusyShare(): () => number {
  let last = performance.eventLoopUtilization();
  return () => {
    const now = performance.eventLoopUtilization();
    const { utilization } = performance.eventLoopUtilization(now, last);
    last = now;
    return utilization;
  };
}
