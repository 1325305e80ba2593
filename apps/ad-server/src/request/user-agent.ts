import Bowser from 'bowser';
import { isbot } from 'isbot';
import { LRUCache } from 'lru-cache';

/** What targeting and traffic marking read from a user agent. Absent where it does not say. */
export type Agent = {
  readonly device: 'desktop' | 'phone' | 'tablet' | 'tv' | undefined;
  /** Lower case with dashes: `windows`, `macos`, `ios`, `android`, `chrome-os`. */
  readonly os: string | undefined;
  readonly browser: string | undefined;
  /** A declared robot, or no user agent at all: general invalid traffic. */
  readonly isBot: boolean;
};

const DEVICES: Record<string, Agent['device']> = {
  desktop: 'desktop',
  mobile: 'phone',
  tablet: 'tablet',
  tv: 'tv',
};
const BROWSERS: Record<string, string> = {
  'microsoft-edge': 'edge',
  'samsung-internet-for-android': 'samsung-internet',
  'internet-explorer': 'ie',
};
const MAX_LENGTH = 1024;
const NONE: Agent = { device: undefined, os: undefined, browser: undefined, isBot: true };

/** A parser with its own bounded memory: a site's visitors share few user agents. */
export function createAgentParser(capacity = 10_000): (userAgent: string | undefined) => Agent {
  const known = new LRUCache<string, Agent>({ max: capacity });
  return (userAgent) => {
    if (!userAgent) return NONE;
    const key = userAgent.slice(0, MAX_LENGTH);
    let agent = known.get(key);
    if (!agent) {
      agent = parse(key);
      known.set(key, agent);
    }
    return agent;
  };
}

function parse(userAgent: string): Agent {
  const { browser, os, platform } = Bowser.parse(userAgent);
  const osName = slug(os.name);
  const browserName = slug(browser.name);
  return {
    device: DEVICES[platform.type ?? ''] ?? (osName === 'chrome-os' ? 'desktop' : undefined),
    os: osName,
    browser: browserName && (BROWSERS[browserName] ?? browserName),
    isBot: isbot(userAgent),
  };
}

function slug(name: string | undefined): string | undefined {
  return name ? name.toLowerCase().replace(/\s+/g, '-') : undefined;
}
