import { type ContentIndex, readViewer, type ViewerReading } from '@placard/ranking';
import type { HotState } from '../ports.ts';
import type { ReadRequest } from '../read-request.ts';

/** The viewer as one market knows them. */
export type HydratedViewer = {
  readonly reading: ViewerReading;
  /** By ad group id, what counts against its frequency cap. */
  readonly cappedCounts: ReadonlyMap<string, number>;
};

const NO_COUNTS: ReadonlyMap<string, number> = new Map();

/**
 * Reads the viewer in each market asked for. Without consent nothing is read; when the store does not answer
 * the viewer is taken as unknown, for caps are checked again where they are claimed.
 */
export async function hydrate(
  request: ReadRequest,
  marketIds: Iterable<string>,
  contentOf: (marketId: string) => ContentIndex | null,
  hotState: HotState,
  onError: (error: unknown) => void,
): Promise<Map<string, HydratedViewer>> {
  const { viewerKey, attributes, nowMs } = request;
  const hydrated = new Map<string, HydratedViewer>();
  await Promise.all(
    [...marketIds].map(async (marketId) => {
      const state =
        viewerKey === null
          ? null
          : await hotState.viewer(marketId, viewerKey, nowMs).catch((error: unknown) => {
              onError(error);
              return null;
            });
      hydrated.set(marketId, {
        reading: readViewer(
          viewerKey,
          attributes,
          state?.profile ?? null,
          nowMs,
          contentOf(marketId),
        ),
        cappedCounts: state?.cappedCounts ?? NO_COUNTS,
      });
    }),
  );
  return hydrated;
}
