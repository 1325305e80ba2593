import fc from 'fast-check';
import { expect, test } from 'vitest';
import { checkLandingUrl } from './check-landing-url.ts';

const REFUSED = [
  'http://shop.example.com/',
  'ftp://shop.example.com/',
  'javascript:alert(1)',
  'data:text/html,<script>1</script>',
  'blob:https://x.example/1',
  'file:///etc/passwd',
  '//shop.example.com/',
  'shop.example.com',
  '',
  ' ',
  'https://',
  'https://user@shop.example.com/',
  'https://user:secret@shop.example.com/',
  'https://shop.example.com@127.0.0.1/',
  'https://localhost/',
  'https://LOCALHOST./',
  'https://intranet/',
  'https://db.internal/',
  'https://printer.local/',
  'https://127.0.0.1/',
  'https://127.1/',
  'https://0x7f.1/',
  'https://0177.0.0.1/',
  'https://2130706433/',
  'https://0/',
  'https://①②⑦.0.0.1/',
  'https://10.1.2.3/',
  'https://172.31.255.255/',
  'https://192.168.1.1/',
  'https://169.254.169.254/latest/meta-data/',
  'https://100.64.0.1/',
  'https://198.18.0.1/',
  'https://224.0.0.1/',
  'https://255.255.255.255/',
  'https://[::1]/',
  'https://[::]/',
  'https://[::ffff:127.0.0.1]/',
  'https://[64:ff9b::7f00:1]/',
  'https://[2002:7f00:1::]/',
  'https://[fe80::1]/',
  'https://[fd00:ec2::254]/',
  'https://[2001:db8::1]/',
  'https://127.0.0.1%00.example.com/',
  'https://shop.example.com/\u0000',
  'https://shop.example.com/a\nb',
  '\thttps://shop.example.com/',
  `https://shop.example.com/${'a'.repeat(2048)}`,
];

test('whatever is not a public https page is refused', () => {
  for (const url of REFUSED) {
    expect(() => checkLandingUrl(url), JSON.stringify(url)).toThrow(/^The landing page /);
  }
});

test('public pages pass, in their normal form', () => {
  const pass: Record<string, string> = {
    'https://example.com': 'https://example.com/',
    'https://EXAMPLE.com:443/a?b=c#d': 'https://example.com/a?b=c#d',
    'https://bücher.example/ä': 'https://xn--bcher-kva.example/%C3%A4',
    'https://93.184.215.14/': 'https://93.184.215.14/',
    'https://[2606:2800:21f:cb07::1]/x': 'https://[2606:2800:21f:cb07::1]/x',
    'https://example.com:8443/': 'https://example.com:8443/',
  };
  for (const [given, normal] of Object.entries(pass)) expect(checkLandingUrl(given)).toBe(normal);
});

test('development may lead to its own machine, but not out of the web', () => {
  expect(checkLandingUrl('http://localhost:4000/shop', { allowInsecure: true })).toBe(
    'http://localhost:4000/shop',
  );
  for (const url of ['javascript:alert(1)', 'file:///etc/passwd', 'http://a:b@localhost/']) {
    expect(() => checkLandingUrl(url, { allowInsecure: true }), url).toThrow();
  }
});

test('no way of writing a private IPv4 address passes', () => {
  const part = fc.integer({ min: 0, max: 255 });
  const address = fc
    .tuple(fc.constantFrom([10], [127], [172, 16], [192, 168], [169, 254], [0]), part, part, part)
    .map(
      ([prefix, ...rest]) => [...prefix, ...rest].slice(0, 4) as [number, number, number, number],
    );
  const written = address.chain((parts) => {
    const whole = parts.reduce((sum, p) => sum * 256 + p, 0);
    return fc.constantFrom(
      parts.join('.'),
      parts.map((p) => `0x${p.toString(16)}`).join('.'),
      parts.map((p) => `0${p.toString(8)}`).join('.'),
      String(whole),
      `0x${whole.toString(16)}`,
      `[::ffff:${parts.join('.')}]`,
      `${parts.join('.')}.`,
    );
  });
  fc.assert(
    fc.property(written, (host) => {
      expect(() => checkLandingUrl(`https://${host}/`)).toThrow();
    }),
  );
});

test('what passes stays the same when checked again', () => {
  fc.assert(
    fc.property(fc.webUrl({ validSchemes: ['https'], withQueryParameters: true }), (url) => {
      let once: string;
      try {
        once = checkLandingUrl(url);
      } catch {
        return;
      }
      expect(checkLandingUrl(once)).toBe(once);
      expect(new URL(once).protocol).toBe('https:');
    }),
    { numRuns: 50 },
  );
}, 30_000);
