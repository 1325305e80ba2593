/** Text that is already HTML. Everything else a template receives is escaped. */
export type Html = { readonly html: string };
type Part = Html | string | number | readonly Html[];

/** Builds HTML from a template; strings put into it are escaped. */
export function html(strings: TemplateStringsArray, ...parts: readonly Part[]): Html {
  const rendered = strings.map(
    (text, i) => text + (i < parts.length ? render(parts[i] ?? '') : ''),
  );
  return { html: rendered.join('') };
}

export const nothing: Html = { html: '' };

function render(part: Part): string {
  if (typeof part === 'string' || typeof part === 'number') {
    return String(part).replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`);
  }
  return 'html' in part ? part.html : part.map(({ html }) => html).join('');
}
