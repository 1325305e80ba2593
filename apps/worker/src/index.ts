/**
 * The back office that nobody waits for: profiles, ledger, rollups, snapshots, pacing, training. It owns every
 * consumer of the event log and every job. It refuses to answer ad requests and to be asked by the portal.
 */

export { type RunningWorker, startWorker, type WorkerParts } from './start-worker.ts';
