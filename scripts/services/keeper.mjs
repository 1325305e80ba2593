// Outlives a launcher that was killed without a chance to clean up: when the pipe from it closes,
// every process group it was told of is ended. Lines: "+ <pid> <signal>" and "- <pid>".
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';

/** @type {Map<number, string>} */
const groups = new Map();

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => undefined);

for await (const line of createInterface({ input: process.stdin })) {
  const [sign, pid, signal] = line.split(' ');
  if (sign === '+') groups.set(Number(pid), signal ?? 'SIGTERM');
  else groups.delete(Number(pid));
}

const patientUntil = performance.now() + 10_000;
for (const [pid, signal] of groups) send(pid, signal);
// Bounded: where nobody reaps orphans, a dead group still seems to be there.
while (performance.now() < patientUntil && [...groups.keys()].some((pid) => send(pid, 0))) {
  await delay(50);
}
for (const pid of groups.keys()) send(pid, 'SIGKILL');

/** @param {number} pid @param {string | number} signal */
function send(pid, signal) {
  try {
    return process.kill(-pid, signal);
  } catch {
    return false;
  }
}
