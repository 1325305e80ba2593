import { afterAll, beforeAll, describe } from 'vitest';
import type { Store } from '../src/index.ts';
import { coordinationContract } from './contract/coordination.ts';
import type { Opened } from './contract/fixture.ts';
import { frequencyContract } from './contract/frequency.ts';
import { knowledgeContract } from './contract/knowledge.ts';
import { moneyContract } from './contract/money.ts';

/** What every store must keep. `open` gives a new view of the same state each time, as another process has. */
export function describeStore(name: string, open: () => Promise<Store>): void {
  describe(name, () => {
    let opened: Opened;
    beforeAll(async () => {
      opened = { store: await open(), other: await open() };
    });
    afterAll(async () => {
      await Promise.all([opened.store.close(), opened.other.close()]);
    });
    for (const part of [
      moneyContract,
      frequencyContract,
      knowledgeContract,
      coordinationContract,
    ]) {
      part(() => opened);
    }
  });
}
