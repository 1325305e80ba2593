import { eventually } from '@placard/testing';
import { expect, test } from 'vitest';
import { type ContractPart, mint, NOW_MS } from './fixture.ts';

export const coordinationContract: ContractPart = (opened) => {
  test('pacing rates reach every process within a second, and are replaced whole', async () => {
    await opened().store.writePacingRates(new Map([['agr_1', 0.5]]));
    await eventually(() => expect([...opened().other.pacingRates()]).toEqual([['agr_1', 0.5]]), {
      timeoutMs: 1_000,
    });
    await opened().store.writePacingRates(new Map([['agr_2', 0.25]]));
    await eventually(() => expect([...opened().other.pacingRates()]).toEqual([['agr_2', 0.25]]), {
      timeoutMs: 1_000,
    });
  });

  test('what a market learnt online reaches every process, and is replaced whole', async () => {
    const marketId = mint('mkt');
    const correction = { intercept: -0.5, slope: 1 };
    const state = (version: string) => ({
      ...{ marketId, version, corrections: { [`mdl_${version}`]: correction } },
    });
    expect(opened().other.onlineState(marketId)).toBeNull();
    for (const version of ['1.1', '1.2']) {
      await opened().store.writeOnlineState(state(version));
      await eventually(() => expect(opened().other.onlineState(marketId)).toEqual(state(version)), {
        timeoutMs: 1_500,
      });
    }
    const same = opened().other.onlineState(marketId);
    expect(opened().other.onlineState(marketId)).toBe(same);
  });

  test('a consumer’s position only moves forward', async () => {
    const consumer = mint('consumer');
    expect(await opened().store.consumerPosition(consumer)).toBeNull();
    await opened().store.saveConsumerPosition(consumer, { xid: '9', seq: '500' });
    await opened().other.saveConsumerPosition(consumer, { xid: '10', seq: '2' });
    await opened().other.saveConsumerPosition(consumer, { xid: '9', seq: '600' });
    expect(await opened().store.consumerPosition(consumer)).toEqual({ xid: '10', seq: '2' });
  });

  test('a published snapshot is current for all, and those who listen are told until they stop', async () => {
    const heard: string[] = [];
    const stop = await opened().other.snapshotPointer.subscribe(({ revision }) =>
      heard.push(revision),
    );
    const publish = (revision: string) =>
      opened().store.snapshotPointer.publish({ revision, publishedAtMs: NOW_MS });
    await publish('a');
    await eventually(() => expect(heard).toContain('a'));
    expect(await opened().other.snapshotPointer.current()).toEqual({
      revision: 'a',
      publishedAtMs: NOW_MS,
    });
    await stop();
    await publish('b');
    expect((await opened().other.snapshotPointer.current())?.revision).toBe('b');
    expect(heard).not.toContain('b');
  });

  test('answers a ping', async () => {
    await expect(opened().store.ping()).resolves.toBeUndefined();
  });
};
