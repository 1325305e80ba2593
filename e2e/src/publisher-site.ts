import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export type PublisherSite = {
  readonly url: string;
  /** Serves this body at a path of its own and answers the address. */
  readonly publish: (body: string) => string;
  readonly close: () => void;
};

/** A plain site of somebody else: it knows nothing of the platform but the tag in its page. */
export async function openSite(): Promise<PublisherSite> {
  const pages = new Map<string, string>();
  const server = createServer(({ url = '/' }, response) => {
    const body = pages.get(url.split('?')[0] ?? '');
    response.statusCode = body === undefined ? 404 : 200;
    response.setHeader('content-type', 'text/html; charset=utf-8');
    response.end(`<!doctype html><html lang="en"><title>A page</title><body>${body ?? ''}`);
  }).listen(0, 'localhost');
  await once(server, 'listening');
  const url = `http://localhost:${(server.address() as AddressInfo).port}`;
  return {
    url,
    publish: (body) => {
      const path = `/page-${pages.size + 1}`;
      pages.set(path, body);
      return url + path;
    },
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}
