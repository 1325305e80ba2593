import { TOPICS } from '../article.ts';
import { type Html, html, nothing } from '../html.ts';
import { type PlacementIds, SPOTS, type Spot } from '../placements.ts';

export type Site = {
  /** Where browsers reach the ad-server, without a trailing slash. */
  readonly adServerUrl: string;
  readonly placements: PlacementIds;
};

export type Page = {
  readonly title: string;
  readonly description: string;
  readonly categories: readonly string[];
  readonly body: Html;
  readonly topic?: string;
};

/** A tag where an ad should appear. It holds its own size, so that nothing moves when the ad arrives. */
export function adSlot(site: Site, spot: Spot, name: string = spot): Html {
  const placementId = site.placements[spot];
  if (!placementId) return nothing;
  const { width, height } = SPOTS[spot];
  return html`<div class="ad ad-${spot}"><script async src="${site.adServerUrl}/widget.js" id="${name}"
    data-placement="${placementId}" data-size="${width}x${height}" data-consent="required"
    style="display:block;width:100%;max-width:${width}px;aspect-ratio:${width}/${height}"></script></div>`;
}

export function layout(site: Site, page: Page): Html {
  const waiting = Object.keys(site.placements).length === 0;
  return html`<!doctype html>
<html lang="en">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <title>${page.title}</title>
  <meta name="description" content="${page.description}">
  <meta name="placard:categories" content="${page.categories.join(',')}">
  <link rel="icon" href="/static/lantern.svg">
  <link rel="stylesheet" href="/static/site.css">
  <link rel="stylesheet" href="/static/lens.css">
  <script src="/static/theme.js"></script>
</head>
<body>
  <a class="skip" href="#content">Skip to the content</a>
  <header class="masthead">
    <div class="masthead-row">
      <p class="edition">A small magazine<br>for the unhurried</p>
      <a class="name" href="/"><img src="/static/lantern.svg" alt="" width="38" height="38">The Daily Lantern</a>
      <button class="theme" type="button" aria-label="Switch between light and dark">◐</button>
    </div>
    <nav aria-label="Sections">${TOPICS.map((topic) => html`<a href="/topics/${topic}"${current(topic === page.topic)}>${topic}</a>`)}</nav>
  </header>
  ${waiting ? html`<p class="notice">The placements of this site have not been made yet; reload when seeding is done.</p>` : nothing}
  <div class="top">${adSlot(site, 'leaderboard')}</div>
  <main id="content">${page.body}</main>
  <footer>
    <p><strong>The Daily Lantern</strong> is the demonstration publisher of a Placard installation. Its articles are original; its ads are chosen live.</p>
    <button class="linklike" type="button" data-choose-consent>Ad choices</button>
  </footer>
  <script src="/static/lens.js" defer></script>
</body>
</html>`;
}

function current(isCurrent: boolean): Html {
  return isCurrent ? html` aria-current="page"` : nothing;
}
