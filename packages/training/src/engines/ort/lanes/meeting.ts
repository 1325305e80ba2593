// Node has waited without blocking since 16; the language version that this code keeps to has not.
/// <reference lib="es2024.sharedmemory" />

import { ARRIVED } from './shared-run.ts';

/** A barrier over shared memory: each lane comes once, and goes on when all have come. */
export class Meeting {
  readonly #control: Int32Array;
  readonly #lanes: number;
  #awaited = 0;

  constructor(control: Int32Array, lanes: number) {
    this.#control = control;
    this.#lanes = lanes;
  }

  /** Blocks the thread. */
  wait(): void {
    for (let arrived = this.#arrive(); arrived < this.#awaited; ) {
      Atomics.wait(this.#control, ARRIVED, arrived);
      arrived = Atomics.load(this.#control, ARRIVED);
    }
  }

  /** Leaves the event loop free, so that the end of a thread is noticed. */
  async waitAsync(): Promise<void> {
    for (let arrived = this.#arrive(); arrived < this.#awaited; ) {
      await Atomics.waitAsync(this.#control, ARRIVED, arrived).value;
      arrived = Atomics.load(this.#control, ARRIVED);
    }
  }

  /** Lets everybody go on, once somebody will never come. */
  disband(): void {
    Atomics.add(this.#control, ARRIVED, 2 * this.#lanes);
    Atomics.notify(this.#control, ARRIVED);
  }

  #arrive(): number {
    this.#awaited += this.#lanes;
    const arrived = Atomics.add(this.#control, ARRIVED, 1) + 1;
    Atomics.notify(this.#control, ARRIVED);
    return arrived;
  }
}
