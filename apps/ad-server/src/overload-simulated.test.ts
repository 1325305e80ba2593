import { EventEmitter } from 'node:events';
import type { ServerResponse } from 'node:http';
import { seededRandom } from '@placard/domain';
import { expect, it } from 'vitest';
import { createOverloadGate } from './overload.ts';

const STORE_MS = 0.5;
const PARSE_MS = 0.1;
const REFUSE_MS = 0.05;
const ANSWER_MS = 0.2;

/**
 * An event loop in time of its own: each turn takes what has come in, then the store's answers, as node does. A
 * decision computes `costMs` between two answers of the store. What a machine shared with others does to it is left
 * out: only the gate is on trial.
 */
function serve(costMs: number, perSecond: number, seconds: number) {
  const random = seededRandom(3);
  let nowMs = 0;
  let idleMs = 0;
  let sampled = { nowMs: 0, idleMs: 0 };
  const gate = createOverloadGate({
    nowMs: () => nowMs,
    busyShare: () => {
      const share = 1 - (idleMs - sampled.idleMs) / (nowMs - sampled.nowMs);
      sampled = { nowMs, idleMs };
      return share;
    },
  });
  const waits: { atMs: number; run: () => void }[] = [];
  const wait = (run: () => void) => waits.push({ atMs: nowMs + STORE_MS, run });
  const refusedMs: number[] = [];
  const answeredMs: number[] = [];
  const arrive = (arrivedMs: number) => {
    const response = new EventEmitter();
    if (!gate.admits(response as unknown as ServerResponse)) {
      nowMs += REFUSE_MS;
      refusedMs.push(nowMs - arrivedMs);
      return;
    }
    nowMs += PARSE_MS;
    gate.inTurn(response as unknown as ServerResponse, () =>
      wait(() => {
        nowMs += costMs;
        wait(() => {
          nowMs += ANSWER_MS;
          answeredMs.push(nowMs - arrivedMs);
          response.emit('finish');
        });
      }),
    );
  };
  let nextMs = 0;
  let learnt = false;
  while (nowMs < (seconds + 1) * 1000) {
    if (!learnt && nowMs >= 1000) {
      // By then it knows what a request costs.
      learnt = true;
      refusedMs.length = 0;
      answeredMs.length = 0;
    }
    const waking = Math.min(nextMs, ...waits.map(({ atMs }) => atMs));
    if (waking > nowMs) {
      idleMs += waking - nowMs;
      nowMs = waking;
    }
    const turnMs = nowMs;
    while (nextMs <= turnMs) {
      arrive(nextMs);
      nextMs += (1000 / perSecond) * -Math.log(1 - random());
    }
    const ready = waits.filter(({ atMs }) => atMs <= nowMs);
    for (const one of ready) waits.splice(waits.indexOf(one), 1);
    for (const { run } of ready) run();
  }
  const p99 = (times: number[]) => times.toSorted((a, b) => a - b)[Math.floor(times.length * 0.99)];
  return {
    answered: answeredMs.length / seconds,
    refused: refusedMs.length,
    refusedP99Ms: p99(refusedMs) ?? 0,
    answeredP99Ms: p99(answeredMs)!,
  };
}

it.each([0.5, 1, 2, 4])(
  'asked four times what it can do at %s ms a decision, it does nine tenths of that and refuses the rest within 50 ms',
  (costMs) => {
    const most = 1000 / (PARSE_MS + costMs + ANSWER_MS);
    const { answered, refused, refusedP99Ms, answeredP99Ms } = serve(costMs, 4 * most, 20);
    // Refusing takes its share of the time as well.
    const left = 1 - (3 * most * REFUSE_MS) / 1000;
    expect(answered).toBeGreaterThan(0.9 * most * left);
    expect(refused).toBeGreaterThan(2 * most * 20);
    expect(refusedP99Ms).toBeLessThan(50);
    expect(answeredP99Ms).toBeLessThan(100);
  },
);

it.each([0.5, 1, 2, 4])(
  'at half of what it can do at %s ms a decision it refuses one in a thousand at most',
  (costMs) => {
    const most = 1000 / (PARSE_MS + costMs + ANSWER_MS);
    const { answered, refused } = serve(costMs, most / 2, 20);
    expect(refused).toBeLessThanOrEqual(answered * 20 * 0.001);
    expect(answered).toBeGreaterThan(0.45 * most);
  },
);
