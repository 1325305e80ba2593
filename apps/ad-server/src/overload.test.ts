import { EventEmitter } from 'node:events';
import type { ServerResponse } from 'node:http';
import { describe, expect, it } from 'vitest';
import { createOverloadGate } from './overload.ts';

function openGate(busy: () => number) {
  let nowMs = 0;
  const gate = createOverloadGate({ queueMs: 30, busyShare: busy, nowMs: () => nowMs });
  const replies: EventEmitter[] = [];
  const inWork: number[] = [];
  let came = 0;
  const enter = () => {
    const raw = new EventEmitter();
    const admitted = gate.admits(raw as unknown as ServerResponse);
    if (!admitted) return false;
    replies.push(raw);
    const number = came++;
    gate.inTurn(raw as unknown as ServerResponse, () => inWork.push(number));
    return true;
  };
  return {
    gate,
    enter,
    started: () => inWork,
    finish: (event = 'finish') => replies.shift()?.emit(event),
    pass: (ms: number) => {
      nowMs += ms;
    },
  };
}

type Gate = ReturnType<typeof openGate>;

describe('a server that has more to do than time', () => {
  /** 50 requests in 100 busy milliseconds: two milliseconds each. */
  const learnPace = ({ enter, finish, pass }: Pick<Gate, 'enter' | 'finish' | 'pass'>) => {
    for (let sample = 0; sample < 30; sample++) {
      for (let i = 0; i < 50; i++) {
        enter();
        finish();
      }
      pass(100);
    }
  };

  it('lets a burst in for what it can answer in twice the queue, and refuses the rest', () => {
    const one = openGate(() => 1);
    learnPace(one);
    const admitted = Array.from({ length: 60 }, one.enter);
    const most = admitted.indexOf(false);
    expect(most).toBeGreaterThanOrEqual(27);
    expect(most).toBeLessThanOrEqual(33);
    expect(admitted.slice(most)).not.toContain(true);
    one.finish();
    expect(one.enter()).toBe(true);
    expect(one.enter()).toBe(false);
  });

  it('refuses what would lengthen a line that stays, though no burst would have been refused', () => {
    const { enter, finish, pass } = openGate(() => 1);
    learnPace({ enter, finish, pass });
    for (let i = 0; i < 18; i++) expect(enter()).toBe(true);
    // Answered at the same pace as others come: it gets no shorter.
    for (let ms = 0; ms < 90; ms += 10) {
      pass(10);
      for (let i = 0; i < 5; i++) {
        finish();
        expect(enter()).toBe(true);
      }
    }
    pass(20);
    expect(enter()).toBe(false);
    for (let i = 0; i < 8; i++) finish();
    expect(enter()).toBe(true);
  });

  it('works on a few at once, in the order they came, and on all once it waits for others', () => {
    let busy = 1;
    const { enter, finish, pass, started } = openGate(() => busy);
    pass(100);
    for (let i = 0; i < 7; i++) enter();
    expect(started()).toEqual([0, 1, 2, 3]);
    finish();
    expect(started()).toEqual([0, 1, 2, 3, 4]);
    busy = 0.2;
    pass(100);
    enter();
    expect(started()).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
  });

  it('counts an answer once, whether it was sent or given up', () => {
    const { gate, enter, finish } = openGate(() => 1);
    enter();
    enter();
    finish('close');
    expect(gate.underWay()).toBe(1);
    const raw = new EventEmitter();
    gate.admits(raw as unknown as ServerResponse);
    raw.emit('finish');
    raw.emit('close');
    expect(gate.underWay()).toBe(1);
  });
});

it('a server that waits for others refuses nobody', () => {
  const { enter, pass } = openGate(() => 0.4);
  pass(200);
  for (let i = 0; i < 1_000; i++) expect(enter()).toBe(true);
});
