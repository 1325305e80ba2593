import { BlockList, isIPv6 } from 'node:net';

/** IANA special-purpose registries (RFC 6890 and later): nothing here is a page on the public internet. */
const SPECIAL_V4 = [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/4',
  '240.0.0.0/4',
];

const special = new BlockList();
for (const range of SPECIAL_V4) {
  const [network, bits] = range.split('/') as [string, string];
  special.addSubnet(network, Number(bits), 'ipv4');
}

/** Global unicast is 2000::/3; these lie inside it and are not a host of one's own, or embed an IPv4 address. */
const globalV6 = new BlockList();
globalV6.addSubnet('2000::', 3, 'ipv6');
const specialV6 = new BlockList();
for (const [network, bits] of [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
] as const) {
  specialV6.addSubnet(network, bits, 'ipv6');
}

/** Whether a literal address is one of the public internet. */
export function isPublicAddress(address: string): boolean {
  if (isIPv6(address)) return globalV6.check(address, 'ipv6') && !specialV6.check(address, 'ipv6');
  return !special.check(address, 'ipv4');
}
