import type { PreviewContent } from './creative-preview.tsx';

type Version = Omit<PreviewContent, 'advertiserName'>;

/** What a creative's version shows, without what else its row knows. */
export function previewOf(version: Version, advertiserName: string): PreviewContent {
  const { format, width, height, imageUrl, alt, headline, body, callToAction } = version;
  return { format, width, height, imageUrl, alt, headline, body, callToAction, advertiserName };
}
