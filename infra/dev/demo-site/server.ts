/**
 * The demonstration publisher, "The Daily Lantern": a small magazine whose pages carry Placard's tags and a
 * fold-out panel that shows why each ad was chosen. Environment: PLACARD_DEMO_SITE_PORT (4100), PLACARD_HOST,
 * AD_SERVER_URL or PLACARD_AD_SERVER_URL, PLACARD_DEMO_SITE_PLACEMENTS (see placements.ts for what the seed writes).
 */
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import path from 'node:path';
import { readArticles } from './article.ts';
import type { Html } from './html.ts';
import { articlePage } from './pages/article.ts';
import { frontPage } from './pages/front.ts';
import { defaultPlacementsFile, readPlacementIds } from './placements.ts';

const { env } = process;
const port = Number(env.PLACARD_DEMO_SITE_PORT ?? 4100);
const host = env.PLACARD_HOST ?? '127.0.0.1';
const adServerUrl = (
  env.AD_SERVER_URL ??
  env.PLACARD_AD_SERVER_URL ??
  'http://127.0.0.1:4000'
).replace(/\/+$/, '');
const placementsFile = env.PLACARD_DEMO_SITE_PLACEMENTS ?? defaultPlacementsFile();

const TYPES: Record<string, string> = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
};
const STATIC = path.join(import.meta.dirname, 'static');
const articles = readArticles();

const server = createServer((request, response) => {
  const { pathname } = new URL(request.url ?? '/', 'http://site');
  const file = /^\/static\/([\w-]+(\.\w+))$/.exec(pathname);
  const type = file?.[2] && TYPES[file[2]];
  try {
    if (pathname === '/health') return void response.end('ready');
    if (file?.[1] && type) {
      response.setHeader('content-type', type);
      return void response.end(readFileSync(path.join(STATIC, file[1])));
    }
    const page = pageAt(pathname);
    response.writeHead(page ? 200 : 404, { 'content-type': 'text/html; charset=utf-8' });
    response.end(
      page?.html ??
        '<!doctype html><title>Not found</title><p>There is no such page. <a href="/">Front page</a></p>',
    );
  } catch (error) {
    console.error(error);
    response.writeHead(500).end('The page could not be made.');
  }
});

function pageAt(pathname: string): Html | undefined {
  const site = { adServerUrl, placements: readPlacementIds(placementsFile) };
  if (pathname === '/') return frontPage(site, articles);
  const [, kind, name] = /^\/(topics|articles)\/([\w-]+)$/.exec(pathname) ?? [];
  if (kind === 'topics' && articles.some(({ topic }) => topic === name)) {
    return frontPage(site, articles, name);
  }
  const article = kind === 'articles' && articles.find(({ slug }) => slug === name);
  return article ? articlePage(site, article, articles) : undefined;
}

server.listen(port, host, () => console.log(`The Daily Lantern: http://${host}:${port}`));
for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.once(signal, () => {
    server.close();
    server.closeAllConnections();
  });
}
