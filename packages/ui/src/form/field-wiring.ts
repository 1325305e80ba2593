'use client';

import { createContext, useContext } from 'react';

/** What a Field tells the control inside it: ids and state, so that aria is never wired by hand. */
export type FieldWiring = {
  controlId: string;
  labelId: string;
  describedBy: string | undefined;
  invalid: boolean;
  required: boolean;
};

export const FieldContext = createContext<FieldWiring | null>(null);

type ControlAria = {
  id?: string | undefined;
  'aria-describedby'?: string | undefined;
  'aria-invalid'?: boolean | 'true' | 'false' | 'grammar' | 'spelling' | undefined;
  'aria-required'?: boolean | 'true' | 'false' | undefined;
};

/** Merges a control's own props with its Field's wiring; the control's own props win. */
export function useFieldControl(own: ControlAria = {}): ControlAria {
  const field = useContext(FieldContext);
  const describedBy = [own['aria-describedby'], field?.describedBy].filter(Boolean).join(' ');
  return {
    id: own.id ?? field?.controlId,
    'aria-describedby': describedBy || undefined,
    'aria-invalid': own['aria-invalid'] ?? (field?.invalid || undefined),
    'aria-required': own['aria-required'] ?? (field?.required || undefined),
  };
}

/** For a group (radio group, tag list) that a label cannot point at with `for`. */
export function useFieldLabelId(): string | undefined {
  return useContext(FieldContext)?.labelId;
}
