type Entry = { readonly atMs: number; readonly id: string };

/** Ids by expiry, the earliest first: a binary heap. Removal is left to the caller, who skips ids long gone. */
export class ExpiryQueue {
  readonly #heap: Entry[] = [];

  add(id: string, atMs: number): void {
    const heap = this.#heap;
    let at = heap.push({ id, atMs }) - 1;
    while (at > 0) {
      const parent = (at - 1) >>> 1;
      if (heap[parent]!.atMs <= heap[at]!.atMs) break;
      swap(heap, at, parent);
      at = parent;
    }
  }

  /** Takes the earliest id out when it expires at or before `nowMs`. */
  takeExpired(nowMs: number): string | undefined {
    const heap = this.#heap;
    const first = heap[0];
    if (!first || first.atMs > nowMs) return undefined;
    const last = heap.pop()!;
    if (heap.length > 0) {
      heap[0] = last;
      this.#sink();
    }
    return first.id;
  }

  #sink(): void {
    const heap = this.#heap;
    for (let at = 0; ; ) {
      const left = 2 * at + 1;
      const right = left + 1;
      let least = at;
      if (left < heap.length && heap[left]!.atMs < heap[least]!.atMs) least = left;
      if (right < heap.length && heap[right]!.atMs < heap[least]!.atMs) least = right;
      if (least === at) return;
      swap(heap, at, least);
      at = least;
    }
  }
}

function swap(heap: Entry[], a: number, b: number): void {
  const held = heap[a]!;
  heap[a] = heap[b]!;
  heap[b] = held;
}
