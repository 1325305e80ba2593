import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { type Service, spawnService } from '@placard/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readArticles, TOPICS } from './article.ts';
import { html } from './html.ts';
import { SPOTS } from './placements.ts';

describe('the demonstration magazine', () => {
  let folder: string;
  let placementsFile: string;
  let site: Service;
  beforeAll(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'demo site '));
    placementsFile = path.join(folder, 'demo-site.json');
    site = await spawnService({
      entry: path.join(import.meta.dirname, 'server.ts'),
      portVariable: 'PLACARD_DEMO_SITE_PORT',
      env: {
        PLACARD_DEMO_SITE_PLACEMENTS: placementsFile,
        AD_SERVER_URL: 'https://ads.example/',
      },
    });
  });
  afterAll(async () => {
    await site.kill();
    await rm(folder, { recursive: true, force: true });
  });

  const get = async (address: string) => {
    const response = await fetch(site.url + address);
    return { status: response.status, text: await response.text() };
  };

  it('can be read before it has placements, and says so', async () => {
    const { status, text } = await get('/');
    expect(status).toBe(200);
    expect(text).not.toContain('widget.js');
    expect(text).toContain('have not been made yet');
  });

  it('carries a tag of the right size for each placement, as soon as there are some', async () => {
    const ids = Object.fromEntries(Object.keys(SPOTS).map((spot) => [spot, `plc_${spot}`]));
    await writeFile(placementsFile, JSON.stringify(ids));
    const { text: front } = await get('/');
    const { text: article } = await get('/articles/the-slow-mile');
    for (const [spot, { width, height }] of Object.entries(SPOTS)) {
      const page = spot === 'feed' ? front : article;
      expect(page).toContain(`data-placement="plc_${spot}" data-size="${width}x${height}"`);
    }
    expect(article).toContain('src="https://ads.example/widget.js"');
    expect(article).toContain('data-consent="required"');
    expect(article).toContain('name="placard:categories" content="running,fitness,health"');
  });

  it('has an article of some length for every link on its pages, and two in each section', async () => {
    const articles = readArticles();
    for (const topic of TOPICS) {
      expect(articles.filter((article) => article.topic === topic)).toHaveLength(2);
      expect((await get(`/topics/${topic}`)).status).toBe(200);
    }
    const { text } = await get('/');
    const linked = new Set(
      [...text.matchAll(/href="(\/articles\/[^"]+)"/g)].map(([, href]) => href),
    );
    expect(linked.size).toBe(articles.length);
    for (const href of linked) expect((await get(href ?? '')).status).toBe(200);
    for (const { slug, blocks } of articles) {
      const words = blocks.flatMap((block) => block.text.split(/\s+/)).length;
      expect(words, slug).toBeGreaterThanOrEqual(150);
      expect(words, slug).toBeLessThanOrEqual(250);
    }
  });

  it.each(['/articles/none', '/topics/none', '/static/..%2fserver.ts', '/static/server.ts', '/x'])(
    'has nothing at %s',
    async (address) => {
      expect((await get(address)).status).toBe(404);
    },
  );

  it('escapes what it puts into a page', () => {
    expect(html`<p title="${'"><script>'}">${[html`<b>${'&'}</b>`]}</p>`.html).toBe(
      '<p title="&#34;&#62;&#60;script&#62;"><b>&#38;</b></p>',
    );
  });
});
