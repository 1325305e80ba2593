import type { Article } from '../article.ts';
import { type Html, html } from '../html.ts';
import { illustration } from '../illustration.ts';
import { card } from './front.ts';
import { adSlot, layout, type Site } from './layout.ts';

const AD_AFTER_PARAGRAPH = 2;

export function articlePage(site: Site, article: Article, articles: readonly Article[]): Html {
  const { title, topic, author, standfirst, minutes, slug, blocks } = article;
  const shown = blocks.map(({ kind, text }) =>
    kind === 'heading' ? html`<h2>${text}</h2>` : html`<p>${text}</p>`,
  );
  const related = [...articles]
    .filter((other) => other.slug !== slug)
    .sort((a, b) => Number(b.topic === topic) - Number(a.topic === topic));
  const body = html`
    <div class="columns">
      <article class="story">
        <p class="kicker"><a href="/topics/${topic}">${topic}</a></p>
        <h1>${title}</h1>
        <p class="standfirst">${standfirst}</p>
        <p class="byline">By ${author} · ${minutes} min</p>
        <figure>${illustration(article)}</figure>
        <div class="prose">${shown.slice(0, AD_AFTER_PARAGRAPH)}${adSlot(site, 'in-article')}${shown.slice(AD_AFTER_PARAGRAPH)}</div>
      </article>
      <aside class="rail">
        ${adSlot(site, 'sidebar')}
        <h2>Read next</h2>
        <div class="stack">${related.slice(0, 2).map(card)}</div>
      </aside>
    </div>`;
  return layout(site, {
    title: `${title} · The Daily Lantern`,
    description: standfirst,
    categories: article.categories,
    topic,
    body,
  });
}
