import type { Scorer } from '@placard/ranking';

const MOST = 4;

/** Loaded versions by id, the latest used kept; a load that failed is forgotten. */
export function createScorerCache(load: (modelVersionId: string) => Promise<Scorer>) {
  const loaded = new Map<string, Promise<Scorer>>();
  return {
    /** A scorer that stays loaded until `MOST` others were asked for. */
    get: async (modelVersionId: string): Promise<Scorer> => {
      const loading = loaded.get(modelVersionId) ?? load(modelVersionId);
      loaded.delete(modelVersionId);
      loaded.set(modelVersionId, loading);
      try {
        const scorer = await loading;
        const [oldest] = loaded.keys();
        if (loaded.size > MOST && oldest) {
          const dropped = loaded.get(oldest);
          loaded.delete(oldest);
          await (await dropped)?.dispose();
        }
        return scorer;
      } catch (error) {
        loaded.delete(modelVersionId);
        throw error;
      }
    },
    close: async (): Promise<void> => {
      const all = [...loaded.values()];
      loaded.clear();
      for (const one of await Promise.allSettled(all)) {
        if (one.status === 'fulfilled') await one.value.dispose();
      }
    },
  };
}
export type ScorerCache = ReturnType<typeof createScorerCache>;
