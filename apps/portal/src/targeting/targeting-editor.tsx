'use client';

import type { TargetingAttribute, TargetingRule } from '@placard/domain';
import { Button, IconButton, Select, TagCombobox } from '@placard/ui';
import { Plus, Trash2 } from 'lucide-react';
import { ATTRIBUTE_OPTIONS, attributeView } from './attributes.ts';
import { describeTargeting } from './describe-targeting.ts';

const MODES = [
  { value: 'include' as const, label: 'is any of' },
  { value: 'exclude' as const, label: 'is none of' },
];

/** Rows of include and exclude rules with what they mean in words, kept live. */
export function TargetingEditor({
  rules,
  onRulesChange,
  error,
}: {
  rules: readonly TargetingRule[];
  onRulesChange: (rules: TargetingRule[]) => void;
  error?: string | null | undefined;
}) {
  const used = new Set(rules.map((rule) => rule.attribute));
  const next = ATTRIBUTE_OPTIONS.find((option) => !used.has(option.value))?.value ?? 'category';
  const replace = (index: number, rule: TargetingRule) =>
    onRulesChange(rules.map((each, at) => (at === index ? rule : each)));
  return (
    <div className="flex flex-col gap-3">
      {rules.map((rule, index) => (
        <RuleRow
          key={index}
          number={index + 1}
          rule={rule}
          onChange={(changed) => replace(index, changed)}
          onRemove={() => onRulesChange(rules.filter((_, at) => at !== index))}
        />
      ))}
      <div>
        <Button
          size="sm"
          onClick={() =>
            onRulesChange([...rules, { attribute: next, mode: 'include', values: [] }])
          }
        >
          <Plus aria-hidden="true" />
          Add a rule
        </Button>
      </div>
      <p
        aria-live="polite"
        className="rounded-md border border-border bg-sunken px-3 py-2 text-sm text-muted"
      >
        {describeTargeting(rules)}
      </p>
      {error && <p className="text-xs text-danger-text">{error}</p>}
    </div>
  );
}

function RuleRow({
  number,
  rule,
  onChange,
  onRemove,
}: {
  number: number;
  rule: TargetingRule;
  onChange: (rule: TargetingRule) => void;
  onRemove: () => void;
}) {
  const view = attributeView(rule.attribute);
  return (
    <fieldset className="grid gap-2 rounded-lg border border-border p-3 sm:grid-cols-[10.5rem_8rem_minmax(0,1fr)_auto] sm:items-start sm:border-0 sm:p-0">
      <legend className="sr-only">Rule {number}</legend>
      <Select<TargetingAttribute>
        aria-label={`Rule ${number}: attribute`}
        options={ATTRIBUTE_OPTIONS}
        value={rule.attribute}
        onValueChange={(attribute) => onChange({ attribute, mode: rule.mode, values: [] })}
      />
      <Select
        aria-label={`Rule ${number}: include or exclude`}
        options={MODES}
        value={rule.mode}
        onValueChange={(mode) => onChange({ ...rule, mode })}
      />
      <TagCombobox
        aria-label={`Rule ${number}: values`}
        options={view.choices}
        values={rule.values}
        onValuesChange={(values) => onChange({ ...rule, values })}
        parseNew={view.parse}
        placeholder={view.hint}
        emptyText={view.parse ? 'Type a value and press Enter' : 'Nothing matches'}
      />
      <IconButton label={`Remove rule ${number}`} onClick={onRemove}>
        <Trash2 aria-hidden="true" />
      </IconButton>
    </fieldset>
  );
}
