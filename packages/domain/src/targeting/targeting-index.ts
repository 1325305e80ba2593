import {
  addBit,
  type Bitset,
  countBits,
  emptyBitset,
  fullBitset,
  intersectWith,
  removeBit,
  subtractFrom,
  uniteWith,
} from './bitset.ts';
import type { TargetingAttribute, TargetingFacts, TargetingRule } from './rule.ts';

/** What is targeted: an ad group's rules and the zone its hours and weekdays are meant in. */
export type Targeted = { readonly rules: readonly TargetingRule[]; readonly timeZone: string };

/** The targeted things that name one value: their numbers while few, a bitset once that is smaller. */
type Posting = { readonly members: Int32Array } | { readonly bits: Bitset };

/**
 * All rules of one mode on one attribute, at most one include rule of each targeted thing: a second include
 * rule on the same attribute lies in a further layer. Time attributes have a layer per zone.
 */
type Layer = {
  readonly attribute: TargetingAttribute;
  readonly timeZone: string | null;
  readonly mode: TargetingRule['mode'];
  /** Include layers: those without a rule here. */
  readonly unconstrained: Bitset;
  readonly postings: ReadonlyMap<string, Posting>;
};

/** Rules of many ad groups turned inside out, so that a request costs a few passes over bits. */
export type TargetingIndex = {
  readonly size: number;
  readonly layers: readonly Layer[];
  /** Zones whose hour or weekday some rule asks for. */
  readonly timeZones: readonly string[];
};

/** Hour and weekday facts by zone; `TargetingFacts.hour` and `.weekday` are not looked at. */
export type ZoneFacts = ReadonlyMap<string, Pick<TargetingFacts, 'hour' | 'weekday'>>;

export function buildTargetingIndex(targeted: readonly Targeted[]): TargetingIndex {
  type Draft = Omit<Layer, 'postings'> & { readonly byValue: Map<string, number[]> };
  const drafts = new Map<string, Draft>();
  targeted.forEach(({ rules, timeZone }, number) => {
    const includes = new Map<TargetingAttribute, number>();
    for (const { attribute, mode, values } of rules) {
      const zone = attribute === 'hour' || attribute === 'weekday' ? timeZone : null;
      const ordinal = mode === 'include' ? (includes.get(attribute) ?? 0) : 0;
      if (mode === 'include') includes.set(attribute, ordinal + 1);
      const key = `${attribute} ${mode} ${ordinal} ${zone}`;
      let draft = drafts.get(key);
      if (!draft) {
        const unconstrained = fullBitset(targeted.length);
        draft = { attribute, timeZone: zone, mode, unconstrained, byValue: new Map() };
        drafts.set(key, draft);
      }
      removeBit(draft.unconstrained, number);
      for (const value of new Set(values)) {
        const members = draft.byValue.get(value);
        if (!members) draft.byValue.set(value, [number]);
        else if (members.at(-1) !== number) members.push(number);
      }
    }
  });
  const layers = [...drafts.values()].map(({ byValue, ...layer }) => ({
    ...layer,
    postings: new Map(
      [...byValue].map(([value, members]) => [value, posting(members, targeted.length)]),
    ),
  }));
  const zones = layers.flatMap((layer) => (layer.timeZone === null ? [] : [layer.timeZone]));
  return { size: targeted.length, layers, timeZones: [...new Set(zones)] };
}

/**
 * Leaves in `matching` those whose every rule holds; agrees with `firstFailingRule`. `scratch` has the size of
 * `matching` and is overwritten. `removed` is told, layer by layer, how many fell to an attribute.
 */
export function intersectMatching(
  index: TargetingIndex,
  facts: TargetingFacts,
  zoneFacts: ZoneFacts,
  matching: Bitset,
  scratch: Bitset,
  removed?: (attribute: TargetingAttribute, count: number) => void,
): void {
  let before = removed ? countBits(matching) : 0;
  for (const layer of index.layers) {
    narrow(layer, present(layer, facts, zoneFacts), matching, scratch);
    if (!removed) continue;
    const after = countBits(matching);
    if (after < before) removed(layer.attribute, before - after);
    before = after;
  }
}

function present(layer: Layer, facts: TargetingFacts, zoneFacts: ZoneFacts): readonly string[] {
  if (layer.timeZone === null) return facts[layer.attribute] ?? [];
  const local = zoneFacts.get(layer.timeZone);
  return (layer.attribute === 'hour' ? local?.hour : local?.weekday) ?? [];
}

function narrow(layer: Layer, values: readonly string[], matching: Bitset, scratch: Bitset): void {
  if (layer.mode === 'exclude') {
    for (const value of values) {
      const posting = layer.postings.get(value);
      if (posting) subtractPosting(matching, posting);
    }
    return;
  }
  let allowed = layer.unconstrained;
  for (const value of values) {
    const posting = layer.postings.get(value);
    if (!posting) continue;
    if (allowed !== scratch) {
      scratch.set(layer.unconstrained);
      allowed = scratch;
    }
    unitePosting(scratch, posting);
  }
  intersectWith(matching, allowed);
}

function posting(members: readonly number[], size: number): Posting {
  if (members.length * 32 < size) return { members: Int32Array.from(members) };
  const bits = emptyBitset(size);
  for (const member of members) addBit(bits, member);
  return { bits };
}

function unitePosting(set: Bitset, posting: Posting): void {
  if ('bits' in posting) uniteWith(set, posting.bits);
  else for (const member of posting.members) addBit(set, member);
}

function subtractPosting(set: Bitset, posting: Posting): void {
  if ('bits' in posting) subtractFrom(set, posting.bits);
  else for (const member of posting.members) removeBit(set, member);
}
