'use client';

import { Field, Notice, Textarea } from '@placard/ui';

/** Asks why a version should serve although its gates refuse it; nothing where none does. */
export function OverrideField({
  refused,
  reason,
  onReason,
}: {
  refused: readonly string[];
  reason: string;
  onReason: (reason: string) => void;
}) {
  if (refused.length === 0) return null;
  return (
    <div className="flex flex-col gap-3">
      <Notice tone="warning" title="Its gates refuse it">
        {refused.join(', ')}
      </Notice>
      <Field
        label="Why it should serve all the same"
        hint="It stays in the audit log."
        error={isReasoned(refused, reason) || reason === '' ? null : 'Ten characters or more.'}
      >
        <Textarea rows={2} value={reason} onChange={(event) => onReason(event.target.value)} />
      </Field>
    </div>
  );
}

/** Whether the reason given is enough for what is refused. */
export function isReasoned(refused: readonly string[], reason: string): boolean {
  return refused.length === 0 || reason.trim().length >= 10;
}
