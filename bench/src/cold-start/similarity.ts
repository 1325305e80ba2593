import type { ViewerProfile } from '@placard/contracts';
import {
  type ContentIndex,
  contentIndexOf,
  emptyProfile,
  similarity,
  viewerContent,
} from '@placard/ranking';
import { contentTable, learnContent } from '@placard/training';
import type { Dataset, Interaction } from '../replay/import/dataset.ts';
import type { KnownRow } from './known-rows.ts';
import type { Scores } from './sources.ts';

/** What the films say, as the worker learns it of a market: titles, genres and decades, without any event. */
export async function filmContent({ items }: Dataset): Promise<ContentIndex> {
  const contents = {
    ads: [],
    items: items.map(({ itemId, title, description, categories, attributes }) => ({
      itemId,
      text: `${title} ${description}`.trim(),
      categories: [...categories, ...(attributes.decade ? [attributes.decade] : [])],
      image: null,
    })),
    categories: [],
  };
  const request = {
    ...{ contents, trainedAtMs: 0, relearn: true },
    ...{ sentenceEncoder: null, imageEncoder: null, imagesFolder: null },
  };
  return contentIndexOf(contentTable(await learnContent(request, null), contents));
}

export const BY_CONTENT = [
  'content similarity',
  'topic affinity',
  'posterior rate and content',
] as const;

/** As many as a profile keeps. */
const RECENT = 50;

/**
 * Sources by what films say: how near a film's text is to what the viewer liked before, by the feature that serves
 * (`content-similarity-long`, and its topics), from told interactions alone; nothing for a viewer who liked none.
 */
export function similarityScores(
  content: ContentIndex,
  told: readonly Interaction[],
): Readonly<Record<(typeof BY_CONTENT)[number], Scores>> {
  const liked = new Map<string, Interaction[]>();
  for (const interaction of told) {
    if (!interaction.clicked) continue;
    const known = liked.get(interaction.viewerId);
    if (known) known.push(interaction);
    else liked.set(interaction.viewerId, [interaction]);
  }
  const scored = new Map<string, ReturnType<typeof viewerContent>['long']>();
  const tasteOf = ({ viewerKey, atMs }: KnownRow) => {
    const key = `${viewerKey} ${atMs}`;
    const known = scored.get(key);
    if (known) return known;
    const recent: ViewerProfile['recent'] = (liked.get(viewerKey!) ?? [])
      .filter((one) => one.atMs < atMs)
      .slice(-RECENT)
      .reverse()
      .map((one) => ({
        ...{ kind: 'rating', itemId: one.itemId, adId: null, categories: [] },
        ...{ atMs: one.atMs, weight: 1 },
      }));
    const { long } = viewerContent({ ...emptyProfile('mkt', viewerKey!), recent }, content, atMs);
    scored.set(key, long);
    return long;
  };
  const by = (kind: 'text' | 'topics') => (row: KnownRow) => {
    const film = content.rowOf({ itemId: row.adId, adId: null, categories: [] });
    const space = content.spaces.find((one) => one.kind === kind)!;
    const vector = space.vectors.subarray(film * space.dim, (film + 1) * space.dim);
    return similarity(tasteOf(row)[kind], vector) ?? 0;
  };
  const text = by('text');
  const topics = by('topics');
  return {
    'content similarity': async (rows) => rows.map(text),
    'topic affinity': async (rows) => rows.map(topics),
    'posterior rate and content': async (rows) =>
      rows.map((row) => row.posterior * (1 + text(row))),
  };
}
