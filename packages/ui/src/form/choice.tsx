'use client';

import { Check, Minus } from 'lucide-react';
import {
  Checkbox as RadixCheckbox,
  RadioGroup as RadixRadioGroup,
  Switch as RadixSwitch,
} from 'radix-ui';
import { type ReactNode, useId } from 'react';
import { classNames } from '../class-names.ts';
import { useFieldControl, useFieldLabelId } from './field-wiring.ts';

type ToggleProps = {
  checked: boolean | 'indeterminate';
  onCheckedChange: (checked: boolean) => void;
  label: ReactNode;
  hint?: ReactNode;
  disabled?: boolean | undefined;
  /** Keeps the label for screen readers only (a table's row selector). */
  hideLabel?: boolean | undefined;
};

function LabelText({ id, label, hint }: { id: string; label: ReactNode; hint: ReactNode }) {
  return (
    <span className="flex flex-col">
      <span className="text-base leading-5">{label}</span>
      {hint && (
        <span id={`${id}-hint`} className="text-xs text-muted">
          {hint}
        </span>
      )}
    </span>
  );
}

export function Checkbox({ label, hint, hideLabel, onCheckedChange, ...props }: ToggleProps) {
  const id = useId();
  const box = (
    <RadixCheckbox.Root
      id={id}
      {...props}
      disabled={props.disabled ?? false}
      onCheckedChange={(checked) => onCheckedChange(checked === true)}
      aria-label={hideLabel && typeof label === 'string' ? label : undefined}
      aria-describedby={hint ? `${id}-hint` : undefined}
      className="grid size-4.5 shrink-0 place-items-center rounded-sm border border-border-control bg-surface transition-colors data-[state=checked]:border-accent data-[state=checked]:bg-accent data-[state=indeterminate]:border-accent data-[state=indeterminate]:bg-accent disabled:opacity-55"
    >
      <RadixCheckbox.Indicator className="text-on-accent">
        {props.checked === 'indeterminate' ? (
          <Minus aria-hidden="true" className="size-3.5" strokeWidth={3} />
        ) : (
          <Check aria-hidden="true" className="size-3.5" strokeWidth={3} />
        )}
      </RadixCheckbox.Indicator>
    </RadixCheckbox.Root>
  );
  if (hideLabel) return box;
  return (
    <label htmlFor={id} className="flex items-start gap-2.5">
      {box}
      <LabelText id={id} label={label} hint={hint} />
    </label>
  );
}

export function Switch({ label, hint, hideLabel, checked, ...props }: ToggleProps) {
  const id = useId();
  const track = (
    <RadixSwitch.Root
      id={id}
      {...props}
      checked={checked === true}
      disabled={props.disabled ?? false}
      aria-label={hideLabel && typeof label === 'string' ? label : undefined}
      aria-describedby={hint ? `${id}-hint` : undefined}
      className="relative h-5 w-9 shrink-0 rounded-full bg-border-control transition-colors data-[state=checked]:bg-accent disabled:opacity-55"
    >
      <RadixSwitch.Thumb className="block size-4 translate-x-0.5 rounded-full bg-on-accent shadow-xs transition-transform data-[state=checked]:translate-x-4.5" />
    </RadixSwitch.Root>
  );
  if (hideLabel) return track;
  return (
    <label htmlFor={id} className="flex items-start gap-2.5">
      {track}
      <LabelText id={id} label={label} hint={hint} />
    </label>
  );
}

export type RadioOption<Value extends string> = {
  value: Value;
  label: ReactNode;
  hint?: ReactNode;
  disabled?: boolean | undefined;
};

type RadioGroupProps<Value extends string> = {
  options: readonly RadioOption<Value>[];
  value: Value | null;
  onValueChange: (value: Value) => void;
  /** `cards` gives each option an edge; good for two to four choices with hints. */
  look?: 'list' | 'cards' | undefined;
  disabled?: boolean | undefined;
  'aria-label'?: string | undefined;
  className?: string | undefined;
};

export function RadioGroup<Value extends string>({
  options,
  value,
  onValueChange,
  look = 'list',
  disabled = false,
  className,
  ...props
}: RadioGroupProps<Value>) {
  const { id: _id, ...aria } = useFieldControl();
  const labelId = useFieldLabelId();
  const prefix = useId();
  return (
    <RadixRadioGroup.Root
      {...aria}
      {...props}
      aria-labelledby={props['aria-label'] ? undefined : labelId}
      value={value ?? ''}
      onValueChange={(next) => onValueChange(next as Value)}
      disabled={disabled}
      className={classNames(
        look === 'cards' ? 'grid gap-2 sm:grid-cols-2' : 'flex flex-col gap-2.5',
        className,
      )}
    >
      {options.map((option) => {
        const id = `${prefix}-${option.value}`;
        return (
          <label
            key={option.value}
            htmlFor={id}
            className={classNames(
              'flex items-start gap-2.5',
              look === 'cards' &&
                'rounded-lg border border-border-strong bg-surface p-3 transition-colors hover:bg-hover has-data-[state=checked]:border-accent has-data-[state=checked]:bg-accent-soft has-data-[state=checked]:ring-1 has-data-[state=checked]:ring-accent',
            )}
          >
            <RadixRadioGroup.Item
              id={id}
              value={option.value}
              disabled={option.disabled ?? false}
              aria-describedby={option.hint ? `${id}-hint` : undefined}
              className="grid size-4.5 shrink-0 place-items-center rounded-full border border-border-control bg-surface data-[state=checked]:border-accent data-[state=checked]:bg-accent disabled:opacity-55"
            >
              <RadixRadioGroup.Indicator className="size-1.5 rounded-full bg-on-accent" />
            </RadixRadioGroup.Item>
            <LabelText id={id} label={option.label} hint={option.hint} />
          </label>
        );
      })}
    </RadixRadioGroup.Root>
  );
}
