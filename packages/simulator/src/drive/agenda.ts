/** Things to do at a time, soonest first; what is added at the same time keeps its order. */
export type Agenda<T> = {
  add(atMs: number, item: T): void;
  /** Time of the soonest entry. */
  readonly nextAtMs: number | undefined;
  take(): { readonly atMs: number; readonly item: T } | undefined;
  readonly size: number;
};

type Entry<T> = { readonly atMs: number; readonly order: number; readonly item: T };

/** A binary heap. */
export function createAgenda<T>(): Agenda<T> {
  const heap: Entry<T>[] = [];
  let added = 0;
  const isBefore = (a: Entry<T>, b: Entry<T>) =>
    a.atMs < b.atMs || (a.atMs === b.atMs && a.order < b.order);

  const sinkRoot = () => {
    for (let at = 0; ; ) {
      const left = 2 * at + 1;
      const right = left + 1;
      let least = at;
      if (left < heap.length && isBefore(heap[left]!, heap[least]!)) least = left;
      if (right < heap.length && isBefore(heap[right]!, heap[least]!)) least = right;
      if (least === at) return;
      [heap[at], heap[least]] = [heap[least]!, heap[at]!];
      at = least;
    }
  };
  return {
    get size() {
      return heap.length;
    },
    get nextAtMs() {
      return heap[0]?.atMs;
    },
    add: (atMs, item) => {
      heap.push({ atMs, order: added++, item });
      for (let at = heap.length - 1; at > 0; ) {
        const parent = (at - 1) >> 1;
        if (!isBefore(heap[at]!, heap[parent]!)) return;
        [heap[at], heap[parent]] = [heap[parent]!, heap[at]!];
        at = parent;
      }
    },
    take: () => {
      const first = heap[0];
      const last = heap.pop();
      if (!first || !last) return undefined;
      if (heap.length > 0) {
        heap[0] = last;
        sinkRoot();
      }
      return { atMs: first.atMs, item: first.item };
    },
  };
}
