import type { ServerResponse } from 'node:http';
import { performance } from 'node:perf_hooks';

export type OverloadOptions = {
  /** A line that stays longer than this is an overload: what would lengthen it is refused. Default 50. */
  readonly queueMs?: number;
  /** The event loop's busy share since the last call, 0 to 1. */
  readonly busyShare?: () => number;
  readonly nowMs?: () => number;
};

type Answer = Pick<ServerResponse, 'once'>;

/** Lets a request in or refuses it; what was let in counts until its answer is sent or given up. */
export type OverloadGate = {
  /** False when the server has more to do than it can in time. */
  readonly admits: (response: Answer) => boolean;
  /** Calls `start` when it is this request's turn: at once, or after those who came before. */
  readonly inTurn: (response: Answer, start: () => void) => void;
  readonly underWay: () => number;
};

const QUEUE_MS = 50;
/** A line may be this many times as long for a moment: a burst is over before anybody has come back. */
const BURST = 2;
/** So long a line has to stay to be no burst, and to be gone to be over (CoDel; Nichols and Jacobson, 2012). */
const INTERVAL_MS = 100;
/**
 * So many are worked on at once while the loop is saturated: all together they would end together, late, and refusals
 * would wait for a turn of the loop that works on every one of them.
 */
const LANES = 4;
/** Below this share the loop waits for others (a store, a database), and neither lines nor refusals help anybody. */
const BUSY = 0.95;
/** A burst fills the loop within a few requests: looked at less often, too many would be in by then. */
const SAMPLE_MS = 10;
/** A burst of so many is never an overload. */
const LEAST_UNDER_WAY = 8;
/** What a request costs is a mean over about this many. */
const COST_SAMPLES = 200;

/**
 * Refuses by the work that waits: requests under way times the time of the loop that one has lately cost. Counted only
 * while the event loop is saturated, so that a store that stalls does not turn requests away. A plain
 * limit on requests under way would have to know what each costs.
 */
export function createOverloadGate(options: OverloadOptions = {}): OverloadGate {
  const { queueMs = QUEUE_MS, nowMs = () => performance.now() } = options;
  const busyShare = options.busyShare ?? loopBusyShare();
  const line: { readonly response: Answer; readonly start: () => void }[] = [];
  const working = new Set<Answer>();
  let underWay = 0;
  let finished = COST_SAMPLES / 2;
  let busyMs = finished;
  let sampledMs = nowMs();
  let saturated = false;
  let longSinceMs = Number.POSITIVE_INFINITY;
  let longAtMs = Number.NEGATIVE_INFINITY;
  let lookingAgain = false;

  const sample = () => {
    const now = nowMs();
    const elapsedMs = now - sampledMs;
    if (elapsedMs < SAMPLE_MS) return now;
    const busy = busyShare();
    saturated = busy >= BUSY;
    busyMs += busy * elapsedMs;
    sampledMs += elapsedMs;
    if (finished >= COST_SAMPLES) {
      finished /= 2;
      busyMs /= 2;
    }
    return now;
  };
  /** Whether one more would wait too long in a line that stands; a long line that is new may be a burst. */
  const overloaded = (now: number) => {
    const waitMs = (underWay * busyMs) / finished;
    if (!saturated || underWay < LEAST_UNDER_WAY || waitMs < queueMs) {
      if (now - longAtMs > INTERVAL_MS) longSinceMs = Number.POSITIVE_INFINITY;
      return false;
    }
    longSinceMs = Math.min(longSinceMs, now);
    longAtMs = now;
    return waitMs >= BURST * queueMs || now - longSinceMs >= INTERVAL_MS;
  };
  const startNext = () => {
    while (line.length > 0 && (!saturated || working.size < LANES)) {
      const { response, start } = line.shift()!;
      working.add(response);
      start();
    }
  };
  /** Where all that is worked on waits for a store, no answer ends that would start the next. */
  const lookAgain = () => {
    if (lookingAgain) return;
    lookingAgain = true;
    setTimeout(() => {
      lookingAgain = false;
      sample();
      startNext();
      if (line.length > 0) lookAgain();
    }, SAMPLE_MS);
  };

  return {
    underWay: () => underWay,
    admits: (response) => {
      if (overloaded(sample())) return false;
      underWay += 1;
      let left = false;
      const leave = () => {
        if (left) return;
        left = true;
        underWay -= 1;
        finished += 1;
        working.delete(response);
        startNext();
      };
      response.once('finish', leave);
      response.once('close', leave);
      return true;
    },
    inTurn: (response, start) => {
      line.push({ response, start });
      startNext();
      if (line.length > 0) lookAgain();
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
