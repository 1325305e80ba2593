import { isIP } from 'node:net';
import { CreativeError } from './creative-error.ts';
import { isPublicAddress } from './public-address.ts';

/** Names that never lead outside, whatever they resolve to (RFC 6761, 6762, 8375, and cloud metadata). */
const PRIVATE_NAMES =
  /(^|\.)(localhost|local|localdomain|internal|intranet|lan|home|corp|home\.arpa|test|invalid|onion)$/;

export type LandingUrlOptions = {
  /** Development: also plain http and local addresses. */
  readonly allowInsecure?: boolean;
};

/**
 * A landing page's address in its normal form: https, a public host by name or address, no credentials.
 * The server never fetches it; what DNS makes of the name at click time is the viewer's browser's affair.
 * @throws CreativeError `landing-url`
 */
export function checkLandingUrl(value: string, options: LandingUrlOptions = {}): string {
  if (value.length > 2048) throw refused('is longer than 2,048 characters');
  if (hasControlCharacter(value)) throw refused('contains a control character');
  const url = URL.canParse(value) ? new URL(value) : undefined;
  if (!url) throw refused('is not a web address');
  const insecure = options.allowInsecure ?? false;
  if (url.protocol !== 'https:' && !(insecure && url.protocol === 'http:')) {
    throw refused('must begin with https://');
  }
  if (url.username || url.password) throw refused('must not carry a user name or password');
  // WHATWG parsing has already turned 0x7f.1, 2130706433 and full-width digits into dotted numbers.
  const host = url.hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '');
  if (!insecure && !isPublicHost(host)) throw refused('must lead to a public host');
  return url.href;
}

function isPublicHost(host: string): boolean {
  if (isIP(host)) return isPublicAddress(host);
  return host.includes('.') && !PRIVATE_NAMES.test(host);
}

function hasControlCharacter(value: string): boolean {
  return [...value].some((character) => {
    const code = character.codePointAt(0)!;
    return code < 0x20 || (code >= 0x7f && code <= 0x9f);
  });
}

function refused(why: string): CreativeError {
  return new CreativeError('landing-url', `The landing page ${why}.`);
}
