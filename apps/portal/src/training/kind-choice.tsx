'use client';

import { MODEL_KINDS, type ModelKind } from '@placard/contracts';
import { Checkbox } from '@placard/ui';
import { kindName } from '../model/names/kind-names.ts';

/** Which kinds of model take part in a contest. */
export function KindChoice({
  kinds,
  error,
  onChange,
}: {
  kinds: readonly ModelKind[];
  error: string | undefined;
  onChange: (kinds: ModelKind[]) => void;
}) {
  return (
    <fieldset className="flex flex-col gap-2">
      <legend className="mb-1.5 text-sm font-medium">Kinds that take part</legend>
      <div className="grid gap-x-4 gap-y-2 sm:grid-cols-3">
        {MODEL_KINDS.map((kind) => (
          <Checkbox
            key={kind}
            label={kindName(kind)}
            checked={kinds.includes(kind)}
            onCheckedChange={(checked) =>
              onChange(checked ? [...kinds, kind] : kinds.filter((each) => each !== kind))
            }
          />
        ))}
      </div>
      {error && (
        <p role="alert" className="text-xs text-danger-text">
          {error}
        </p>
      )}
      <p className="text-xs text-muted">
        One trains after another, by its own defaults where nothing is set below. The least log loss
        on rows later than any learnt from wins.
      </p>
    </fieldset>
  );
}
