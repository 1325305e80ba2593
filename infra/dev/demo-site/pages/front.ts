import type { Article } from '../article.ts';
import { type Html, html, nothing } from '../html.ts';
import { illustration } from '../illustration.ts';
import { adSlot, layout, type Site } from './layout.ts';

/** The front page, or one section of it. */
export function frontPage(site: Site, articles: readonly Article[], topic?: string): Html {
  const shown = topic ? articles.filter((article) => article.topic === topic) : articles;
  const [lead, ...rest] = shown;
  const others = topic ? articles.filter((article) => article.topic !== topic) : rest;
  const body = html`
    ${topic ? html`<h1 class="section-name">${topic}</h1>` : nothing}
    ${lead ? leadStory(lead) : nothing}
    <div class="columns">
      <section class="grid" aria-label="Stories">
        ${(topic ? rest : rest.slice(0, 3)).map(card)}
        ${adSlot(site, 'feed')}
        ${(topic ? [] : rest.slice(3)).map(card)}
      </section>
      <aside class="rail">
        ${adSlot(site, 'sidebar')}
        <h2>Most read</h2>
        <ol class="most-read">${others
          .slice(-5)
          .map(({ slug, title }) => html`<li><a href="/articles/${slug}">${title}</a></li>`)}</ol>
      </aside>
    </div>`;
  return layout(site, {
    title: topic ? `${capital(topic)} · The Daily Lantern` : 'The Daily Lantern',
    description: 'Running, cooking, travel, technology, gardening and films, without hurry.',
    categories: topic ? [topic] : [],
    body,
    ...(topic ? { topic } : {}),
  });
}

function leadStory(article: Article): Html {
  const { slug, title, topic, standfirst, author, minutes } = article;
  return html`<article class="lead"><a href="/articles/${slug}" tabindex="-1" aria-hidden="true">${illustration(article)}</a>
    <div><p class="kicker">${topic}</p><h2><a href="/articles/${slug}">${title}</a></h2>
    <p class="standfirst">${standfirst}</p><p class="byline">${author} · ${minutes} min</p></div></article>`;
}

export function card(article: Article): Html {
  const { slug, title, topic, standfirst, minutes } = article;
  return html`<article class="card"><a href="/articles/${slug}" tabindex="-1" aria-hidden="true">${illustration(article)}</a>
    <p class="kicker">${topic}</p><h3><a href="/articles/${slug}">${title}</a></h3>
    <p>${standfirst}</p><p class="byline">${minutes} min</p></article>`;
}

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
