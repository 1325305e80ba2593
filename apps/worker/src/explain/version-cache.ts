import type { ExplainedVersion } from './explained-version.ts';

const MOST = 4;

/** Loaded versions by id, the latest used kept; a load that failed is forgotten. */
export function createVersionCache(load: (modelVersionId: string) => Promise<ExplainedVersion>) {
  const loaded = new Map<string, Promise<ExplainedVersion>>();
  return {
    /** A version that stays loaded until `MOST` others were asked for. */
    get: async (modelVersionId: string): Promise<ExplainedVersion> => {
      const loading = loaded.get(modelVersionId) ?? load(modelVersionId);
      loaded.delete(modelVersionId);
      loaded.set(modelVersionId, loading);
      try {
        const version = await loading;
        const [oldest] = loaded.keys();
        if (loaded.size > MOST && oldest) {
          const dropped = loaded.get(oldest);
          loaded.delete(oldest);
          await (await dropped)?.dispose();
        }
        return version;
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
export type VersionCache = ReturnType<typeof createVersionCache>;
