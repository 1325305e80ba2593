import type { TargetingAttribute, TargetingRule } from '@placard/domain';
import { valueLabel } from './attributes.ts';

type Phrase = { include: string; exclude: string };

const PHRASES: Record<TargetingAttribute, Phrase> = {
  country: { include: 'in', exclude: 'not in' },
  language: { include: 'reading', exclude: 'not reading' },
  device: { include: 'on', exclude: 'not on' },
  os: { include: 'running', exclude: 'not running' },
  browser: { include: 'using', exclude: 'not using' },
  hour: { include: 'during', exclude: 'not during' },
  weekday: { include: 'on', exclude: 'never on' },
  category: { include: 'on pages about', exclude: 'never on pages about' },
  keyword: { include: 'on pages that mention', exclude: 'never on pages that mention' },
  property: { include: 'only on', exclude: 'never on' },
  placement: { include: 'only in', exclude: 'never in' },
  audience: { include: 'in the audience', exclude: 'outside the audience' },
  interest: { include: 'interested in', exclude: 'not interested in' },
  attribute: { include: 'with', exclude: 'without' },
};

/** What a set of rules means, as one sentence: all rules must hold, any value of an include suffices. */
export function describeTargeting(rules: readonly TargetingRule[]): string {
  const clauses = rules
    .filter((rule) => rule.values.length > 0)
    .map((rule) => {
      const words = PHRASES[rule.attribute][rule.mode];
      const values = rule.values.map((value) => valueLabel(rule.attribute, value));
      return `${words} ${either(values)}`;
    });
  return clauses.length === 0
    ? 'Shown to every viewer, on every page.'
    : `Shown to viewers ${clauses.join(', ')}.`;
}

function either(values: readonly string[]): string {
  const shown = values.length > 5 ? [...values.slice(0, 4), `${values.length - 4} more`] : values;
  return new Intl.ListFormat('en', { type: 'disjunction' }).format(shown);
}
