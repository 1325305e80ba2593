import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** The magazine's sections; each is also the first category that its articles report to the ad-server. */
export const TOPICS = ['running', 'cooking', 'travel', 'technology', 'gardening', 'films'] as const;
export type Topic = (typeof TOPICS)[number];

export type Article = {
  readonly slug: string;
  readonly title: string;
  readonly topic: Topic;
  /** Topic first, then tags: the page's categories. */
  readonly categories: readonly string[];
  readonly author: string;
  readonly standfirst: string;
  readonly blocks: readonly { readonly kind: 'heading' | 'paragraph'; readonly text: string }[];
  readonly minutes: number;
  /** Its place in its section, from 0. */
  readonly place: number;
};

const FOLDER = path.join(import.meta.dirname, 'articles');
const WORDS_PER_MINUTE = 120;

/** Every article of the magazine, its sections taking turns, so that the front page is mixed. */
export function readArticles(): Article[] {
  const articles = readdirSync(FOLDER)
    .filter((name) => name.endsWith('.md'))
    .sort()
    .map((name) => parseArticle(name.slice(0, -3), readFileSync(path.join(FOLDER, name), 'utf8')));
  const bySection = TOPICS.map((topic) =>
    articles
      .filter((article) => article.topic === topic)
      .map((article, place) => ({ ...article, place })),
  );
  const longest = Math.max(...bySection.map((section) => section.length));
  return Array.from({ length: longest }, (_, i) =>
    bySection.flatMap((s) => s.slice(i, i + 1)),
  ).flat();
}

/** An article file: `name: value` lines between two `---`, then paragraphs and `## headings`. */
function parseArticle(slug: string, source: string): Omit<Article, 'place'> {
  const [, front, body] = /^---\n([\s\S]*?)\n---\n([\s\S]*)$/.exec(source) ?? [];
  if (front === undefined || body === undefined) throw new Error(`${slug}.md has no front matter`);
  const fields = new Map(
    front.split('\n').map((line): [string, string] => {
      const colon = line.indexOf(':');
      return [line.slice(0, colon).trim(), line.slice(colon + 1).trim()];
    }),
  );
  const field = (name: string) => {
    const value = fields.get(name);
    if (!value) throw new Error(`${slug}.md lacks "${name}"`);
    return value;
  };
  const topic = TOPICS.find((known) => known === field('topic'));
  if (!topic) throw new Error(`${slug}.md has an unknown topic`);
  return {
    slug,
    topic,
    title: field('title'),
    author: field('author'),
    standfirst: field('standfirst'),
    categories: [
      topic,
      ...field('tags')
        .split(',')
        .map((tag) => tag.trim()),
    ],
    blocks: body
      .trim()
      .split(/\n{2,}/)
      .map((text) =>
        text.startsWith('## ')
          ? { kind: 'heading', text: text.slice(3) }
          : { kind: 'paragraph', text: text.replaceAll('\n', ' ') },
      ),
    minutes: Math.max(1, Math.round(body.split(/\s+/).length / WORDS_PER_MINUTE)),
  };
}
