import { createMemoryStore } from '../src/index.ts';
import { describeStore } from './store-contract.ts';

const store = createMemoryStore();
describeStore('the memory store', async () => store);
