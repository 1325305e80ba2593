import type { IncomingHttpHeaders } from 'node:http';

/** Host name of the page that sent a request, by Origin and else Referer; undefined when neither says. */
export function pageHost(headers: IncomingHttpHeaders): string | undefined {
  return hostOf(headers.origin) ?? hostOf(headers.referer);
}

/** Whether `host` is one of `domains` or below one. No domains: the placement serves anywhere. */
export function isAllowedHost(host: string | undefined, domains: readonly string[]): boolean {
  if (domains.length === 0) return true;
  return host !== undefined && domains.some((domain) => isWithin(host, hostName(domain)));
}

function isWithin(host: string, domain: string): boolean {
  return host === domain || host.endsWith(`.${domain}`);
}

/** A stored domain may carry a port or stray dots and capitals; the host name decides. */
function hostName(domain: string): string {
  return domain
    .toLowerCase()
    .replace(/:\d+$/, '')
    .replace(/^\.+|\.+$/g, '');
}

function hostOf(url: string | undefined): string | undefined {
  if (!url || url === 'null' || !URL.canParse(url)) return undefined;
  const { protocol, hostname } = new URL(url);
  return protocol === 'http:' || protocol === 'https:' ? hostname : undefined;
}
