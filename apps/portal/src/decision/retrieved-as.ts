import type { ApiOutputs } from '../trpc/outputs.ts';

type RetrievedBy = NonNullable<ApiOutputs['decision']['explain']['retrievedBy']>;

const SOURCE_NAMES: Readonly<Record<string, string>> = {
  popular: 'popular with all',
  neighbours: 'tied to what the viewer looked at',
  content: 'says what they turned to',
  interests: 'of the viewer’s interests',
  explore: 'by chance',
};

export function sourceName(source: string): string {
  return SOURCE_NAMES[source] ?? source;
}

/** How retrieval came by the ad, in words. */
export function retrievedAs({ sources, becauseOfItemId }: RetrievedBy): string {
  const names = sources.map(sourceName).join(', ');
  return becauseOfItemId ? `${names} (because of ${becauseOfItemId})` : names;
}
