'use client';

import { Field, FormRow, Input, Select } from '@placard/ui';
import { ChevronRight } from 'lucide-react';
import { NORMALISATIONS, type TrainingSettings, USUAL } from './training-settings.ts';

const OWN = 'own';

const FIELDS: readonly {
  key: Exclude<keyof TrainingSettings, 'normalisation'>;
  label: string;
  hint: string;
}[] = [
  { key: 'epochs', label: 'Epochs at most', hint: 'It stops early when nothing improves.' },
  {
    key: 'batchSize',
    label: 'Batch size',
    hint: 'Rows a step. Smaller learns more from few rows.',
  },
  {
    key: 'learningRate',
    label: 'Learning rate',
    hint: 'Too high and the loss jumps; too low and it crawls.',
  },
  { key: 'hidden', label: 'Hidden layers', hint: 'Widths in order. Fewer where clicks are few.' },
  {
    key: 'embeddingDim',
    label: 'Embedding width',
    hint: 'Numbers kept of each value, such as an ad.',
  },
  { key: 'dropout', label: 'Dropout', hint: 'Share of hidden units silenced in training.' },
  { key: 'l2', label: 'L2 of weights', hint: 'Pull towards zero: more of it overfits less.' },
  { key: 'embeddingL2', label: 'L2 of embeddings', hint: 'The same for the embedding rows.' },
];

const NORMALISATION_NAMES: Readonly<Record<(typeof NORMALISATIONS)[number], string>> = {
  none: 'None',
  layer: 'By row (layer norm)',
  batch: 'By batch (batch norm)',
};

/** Size and pace of a model, folded away: what is left empty is the model's own default. */
export function AdvancedSettings({
  values,
  errors,
  onChange,
}: {
  values: TrainingSettings;
  errors: Readonly<Record<string, string>>;
  onChange: (patch: Partial<TrainingSettings>) => void;
}) {
  const isWrong = Object.keys(errors).some((key) => key in USUAL);
  return (
    <details className="group rounded-md border border-border" open={isWrong || undefined}>
      <summary className="flex cursor-pointer list-none items-center gap-2 px-3 py-2.5 text-sm font-medium">
        <ChevronRight
          aria-hidden="true"
          className="size-4 text-muted transition-transform group-open:rotate-90"
        />
        Advanced: size and pace
        <span className="ml-auto text-xs font-normal text-muted">defaults where empty</span>
      </summary>
      <div className="border-t border-border p-3">
        <FormRow>
          {FIELDS.map(({ key, label, hint }) => (
            <Field key={key} label={label} hint={hint} error={errors[key]}>
              <Input
                inputMode={key === 'hidden' ? 'text' : 'decimal'}
                placeholder={USUAL[key]}
                value={values[key]}
                onChange={(event) => onChange({ [key]: event.target.value })}
              />
            </Field>
          ))}
          <Field
            label="Normalisation"
            hint="Between hidden layers; steadies deep models."
            error={errors.normalisation}
          >
            <Select
              options={[
                { value: OWN, label: 'The model’s own' },
                ...NORMALISATIONS.map((value) => ({
                  value: value as string,
                  label: NORMALISATION_NAMES[value],
                })),
              ]}
              value={values.normalisation || OWN}
              onValueChange={(next) => onChange({ normalisation: next === OWN ? '' : next })}
            />
          </Field>
        </FormRow>
      </div>
    </details>
  );
}
