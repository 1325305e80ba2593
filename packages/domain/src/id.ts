import { typeidUnboxed } from 'typeid-js';

/** Every prefix an id can carry, with the entity it names. */
export const ID_PREFIXES = {
  org: 'organization',
  usr: 'user',
  ses: 'session',
  mem: 'membership',
  adv: 'advertiser',
  cmp: 'campaign',
  agr: 'ad group',
  tgt: 'targeting rule',
  aud: 'audience',
  itm: 'item',
  rev: 'item review',
  crv: 'creative version',
  cre: 'creative',
  ast: 'asset',
  ad: 'ad',
  pub: 'publisher',
  prp: 'property',
  plc: 'placement',
  mkt: 'market',
  req: 'ad request',
  dec: 'decision',
  evt: 'event',
  acc: 'ledger account',
  ltx: 'ledger transaction',
  mdl: 'model version',
  run: 'training run',
  cnm: 'content model',
  rtm: 'retrieval model',
  ssp: 'session policy',
  exp: 'experiment',
  key: 'API key',
  log: 'audit entry',
} as const;

export type IdPrefix = keyof typeof ID_PREFIXES;
export type Id<P extends IdPrefix> = `${P}_${string}`;

/** A new time-ordered id such as `cmp_01h455vb4pex5vsknk084sn02q` (UUIDv7 in base 32). */
export function newId<P extends IdPrefix>(prefix: P): Id<P> {
  return typeidUnboxed(prefix) as unknown as Id<P>;
}

const SUFFIX = /^[0-7][0-9a-hjkmnp-tv-z]{25}$/;

/** Whether `value` is a well-formed id of the given prefix. */
export function isId<P extends IdPrefix>(prefix: P, value: string): value is Id<P> {
  return value.startsWith(`${prefix}_`) && SUFFIX.test(value.slice(prefix.length + 1));
}
