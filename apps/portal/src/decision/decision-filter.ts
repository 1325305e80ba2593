import { isId } from '@placard/domain';

type Filter =
  | { placementId: `plc_${string}` }
  | { campaignId: `cmp_${string}` }
  | { adId: `ad_${string}` }
  | { viewerKey: string }
  | Record<string, never>;

/** What a person typed, as the filter it names: an id by its prefix, anything else a viewer's key. */
export function filterOf(text: string): Filter {
  const value = text.trim();
  if (value === '') return {};
  if (isId('plc', value)) return { placementId: value };
  if (isId('cmp', value)) return { campaignId: value };
  if (isId('ad', value)) return { adId: value };
  return { viewerKey: value.slice(0, 128) };
}
