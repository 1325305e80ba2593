/** The primary subtag of the most wanted language, lower case: the page's own first, else Accept-Language. */
export function primaryLanguage(
  pageLanguage: string | undefined,
  acceptLanguage: string | undefined,
): string | undefined {
  return primarySubtag(pageLanguage) ?? mostWanted(acceptLanguage);
}

function mostWanted(header: string | undefined): string | undefined {
  let best: string | undefined;
  let bestQuality = 0;
  for (const part of header?.slice(0, 512).split(',') ?? []) {
    const [range, ...parameters] = part.split(';');
    const language = primarySubtag(range);
    const quality = qualityOf(parameters);
    if (language && quality > bestQuality) [best, bestQuality] = [language, quality];
  }
  return best;
}

function qualityOf(parameters: readonly string[]): number {
  const q = parameters.map((p) => p.trim()).find((p) => p.startsWith('q='));
  const value = q ? Number(q.slice(2)) : 1;
  return value >= 0 && value <= 1 ? value : 0;
}

function primarySubtag(tag: string | undefined): string | undefined {
  return /^\s*([a-z]{2,3})(?:[-_]|\s*$)/i.exec(tag ?? '')?.[1]?.toLowerCase();
}
