import type { TargetingFacts, TargetingRule } from './rule.ts';

/** The first rule that does not hold, or undefined when all do: the plain definition bitsets must agree with. */
export function firstFailingRule(
  rules: readonly TargetingRule[],
  facts: TargetingFacts,
): TargetingRule | undefined {
  return rules.find((rule) => !ruleHolds(rule, facts));
}

export function ruleHolds(rule: TargetingRule, facts: TargetingFacts): boolean {
  const present = facts[rule.attribute] ?? [];
  const overlaps = rule.values.some((value) => present.includes(value));
  return rule.mode === 'include' ? overlaps : !overlaps;
}
