import { EventEmitter } from 'node:events';
import type { ServerResponse } from 'node:http';
import { describe, expect, it } from 'vitest';
import { createOverloadGate } from './overload.ts';

function openGate(busy: () => number) {
  let nowMs = 0;
  const gate = createOverloadGate({ queueMs: 30, busyShare: busy, nowMs: () => nowMs });
  const replies: EventEmitter[] = [];
  const enter = () => {
    const raw = new EventEmitter();
    const admitted = gate.admits(raw as unknown as ServerResponse);
    if (admitted) replies.push(raw);
    return admitted;
  };
  return {
    gate,
    enter,
    finish: (event = 'finish') => replies.shift()?.emit(event),
    pass: (ms: number) => {
      nowMs += ms;
    },
  };
}

describe('a server that has more to do than time', () => {
  it('lets in what its own pace can answer within the queue, and refuses the rest', () => {
    const { gate, enter, finish, pass } = openGate(() => 1);
    // 50 requests in 100 busy milliseconds: two milliseconds each.
    for (let sample = 0; sample < 30; sample++) {
      for (let i = 0; i < 50; i++) {
        enter();
        finish();
      }
      pass(100);
    }
    for (let i = 0; i < 14; i++) enter();
    expect([enter(), enter(), enter()]).toContain(false);
    const full = gate.underWay();
    finish();
    expect(enter()).toBe(true);
    expect(enter()).toBe(false);
    expect(gate.underWay()).toBe(full);
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
