import { microsFromDecimal } from '@placard/domain';
import { z } from 'zod';
import { categoriesField } from '../fields.ts';
import { optionalCell } from './read-csv.ts';

const webUrl = z.url({ protocol: /^https?$/, error: 'must be a web address' }).max(2048);

const known = z.object({
  external_id: z.string().trim().min(1, 'is empty').max(128),
  title: z.string().trim().min(1, 'is empty').max(500),
  description: optionalCell(z.string().trim().max(10_000)),
  /** Several are separated by `|` or `;`. */
  categories: optionalCell(
    z
      .string()
      .transform((cell) =>
        cell
          .split(/[|;]/)
          .map((c) => c.trim())
          .filter((c) => c !== ''),
      )
      .pipe(categoriesField),
  ),
  url: optionalCell(webUrl),
  image_url: optionalCell(webUrl),
  price: optionalCell(
    z.string().transform((cell, context) => {
      try {
        const micros = microsFromDecimal(cell);
        if (micros >= 0) return micros;
      } catch {
        // Told below, in the same words as a negative price.
      }
      context.addIssue({ code: 'custom', message: 'must be an amount such as 12.50' });
      return z.NEVER;
    }),
  ),
});
const KNOWN = new Set(Object.keys(known.shape));

/** One catalogue row: the columns above, and any other column as an attribute. */
export const itemRow = z.looseObject({}).transform((cells, context) => {
  const parsed = known.safeParse(cells);
  if (!parsed.success) {
    for (const { path, message } of parsed.error.issues) {
      context.addIssue({ code: 'custom', path, message });
    }
    return z.NEVER;
  }
  const { external_id, image_url, price, ...rest } = parsed.data;
  return {
    externalId: external_id,
    title: rest.title,
    description: rest.description ?? '',
    categories: rest.categories ?? [],
    url: rest.url ?? null,
    imageUrl: image_url ?? null,
    priceMicros: price ?? null,
    attributes: attributesOf(cells),
  };
});

function attributesOf(cells: Record<string, unknown>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(cells)
      .filter(
        ([name, value]) => !KNOWN.has(name) && typeof value === 'string' && value.trim() !== '',
      )
      .slice(0, 40)
      .map(([name, value]) => [name.slice(0, 64), String(value).trim().slice(0, 500)]),
  );
}
