import { parentPort, workerData } from 'node:worker_threads';
import { Lane } from './lane.ts';
import { Meeting } from './meeting.ts';
import { GENERATION, type SharedRun } from './shared-run.ts';

// The program of a lane's thread; the training thread starts it and ends it.

const { run, lane: index } = workerData as { run: SharedRun; lane: number };
const lane = await Lane.create(run, index);
const meeting = new Meeting(run.control, run.lanes);
parentPort?.postMessage('ready');
for (let generation = 0; ; generation++) {
  Atomics.wait(run.control, GENERATION, generation);
  await lane.step(() => meeting.wait());
}
