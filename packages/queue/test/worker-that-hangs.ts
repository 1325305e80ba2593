import { startWorkers } from '../src/index.ts';

const nothing = async () => undefined;
const connection = JSON.parse(process.argv[2] ?? '');
await startWorkers({
  connection,
  takeoverMs: 2_000,
  onError: console.error,
  handlers: {
    training: () => {
      console.log('started');
      return new Promise(() => setInterval(() => undefined, 1_000));
    },
    reconcile: nothing,
    experiments: nothing,
    drift: nothing,
    retraining: nothing,
    'sweep-blobs': nothing,
    retrieval: nothing,
    'session-policy': nothing,
    'explain-decision': nothing,
  },
});
