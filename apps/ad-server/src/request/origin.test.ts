import { describe, expect, it } from 'vitest';
import { isAllowedHost, pageHost } from './origin.ts';

describe('the page behind a request', () => {
  it('is named by Origin before Referer', () => {
    expect(pageHost({ origin: 'https://a.example', referer: 'https://b.example/x' })).toBe(
      'a.example',
    );
    expect(pageHost({ referer: 'https://b.example:8443/x?y' })).toBe('b.example');
  });

  it.each(['null', '', 'not a url', 'file:///etc/passwd', 'javascript:alert(1)'])(
    'is unknown when Origin is %j',
    (origin) => {
      expect(pageHost({ origin })).toBeUndefined();
    },
  );
});

describe('a placement', () => {
  it('serves on its domains and below them, whatever the port', () => {
    for (const host of ['lantern.example', 'www.lantern.example', 'a.b.lantern.example']) {
      expect(isAllowedHost(host, ['Lantern.example:8080'])).toBe(true);
    }
  });

  it.each(['evillantern.example', 'lantern.example.evil.test', 'example', undefined])(
    'does not serve on %j',
    (host) => {
      expect(isAllowedHost(host, ['lantern.example'])).toBe(false);
    },
  );

  it('without domains serves anywhere', () => {
    expect(isAllowedHost(undefined, [])).toBe(true);
  });
});
