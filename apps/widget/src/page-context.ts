import type { PageContext } from '@placard/contracts';

type JsonLd = Record<string, unknown>;

/** What the page says of itself: its tag, meta tags and JSON-LD. The address goes without query and fragment. */
export function readPageContext(tag: DOMStringMap): PageContext {
  const things = jsonLd();
  const itemId = tag.item || meta('placard:item')[0];
  const language = document.documentElement.lang;
  return {
    url: location.origin + location.pathname,
    title: document.title.slice(0, 512),
    categories: words(20, [
      tag.categories,
      ...meta('placard:categories'),
      ...meta('article:section'),
      ...meta('article:tag'),
      ...things.flatMap((thing) => [thing.articleSection, thing.genre]),
    ]),
    keywords: words(40, [
      tag.keywords,
      ...meta('keywords'),
      ...things.map((thing) => thing.keywords),
    ]),
    ...(language ? { language } : {}),
    ...(itemId ? { itemId: itemId.slice(0, 64) } : {}),
  };
}

function meta(name: string): string[] {
  const found = document.querySelectorAll<HTMLMetaElement>(
    `meta[name="${name}"],meta[property="${name}"]`,
  );
  return Array.from(found, (element) => element.content);
}

function jsonLd(): JsonLd[] {
  const found = document.querySelectorAll('script[type="application/ld+json"]');
  return Array.from(found).flatMap((script) => {
    try {
      const parsed = JSON.parse(script.textContent ?? '');
      return (parsed['@graph'] ?? [parsed].flat()) as JsonLd[];
    } catch {
      return [];
    }
  });
}

/** Comma-separated strings or lists of them, as distinct lower-case words within the limits of the contract. */
function words(limit: number, sources: unknown[]): string[] {
  const all = sources
    .flat()
    .flatMap((source) => (typeof source === 'string' ? source.split(',') : []))
    .map((word) => word.trim().toLowerCase().slice(0, 64))
    .filter(Boolean);
  return [...new Set(all)].slice(0, limit);
}
