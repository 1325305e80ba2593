/** Told of each stage of each request as it ends. Durations are wall time. */
export type StageObserver = (stage: string, durationUs: number) => void;

/** Runs a stage and tells the observer how long it took: the one place where stages are timed. */
export type StageRunner = {
  sync<T>(stage: string, run: () => T): T;
  wait<T>(stage: string, run: () => Promise<T>): Promise<T>;
};

export function createStageRunner(observe: StageObserver | undefined): StageRunner {
  if (!observe) return { sync: (_stage, run) => run(), wait: (_stage, run) => run() };
  const since = (startMs: number) => (performance.now() - startMs) * 1000;
  return {
    sync: (stage, run) => {
      const startMs = performance.now();
      try {
        return run();
      } finally {
        observe(stage, since(startMs));
      }
    },
    wait: async (stage, run) => {
      const startMs = performance.now();
      try {
        return await run();
      } finally {
        observe(stage, since(startMs));
      }
    },
  };
}
