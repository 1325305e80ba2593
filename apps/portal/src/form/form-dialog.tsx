'use client';

import { Button, Dialog, Form, Notice } from '@placard/ui';
import { type ReactNode, useId } from 'react';
import type { FormState } from './use-form.ts';

/** A form in a dialog: it closes without a word, and is sent once what it holds is right. */
export function FormDialog<Parsed>({
  form,
  title,
  description,
  submitLabel,
  tone = 'primary',
  busy,
  onSubmit,
  onClose,
  children,
}: {
  form: Pick<FormState<unknown, Parsed>, 'ref' | 'problem' | 'check'>;
  title: string;
  description?: string | undefined;
  submitLabel: string;
  tone?: 'primary' | 'danger' | undefined;
  busy: boolean;
  onSubmit: (input: Parsed) => void;
  onClose: () => void;
  children: ReactNode;
}) {
  const id = useId();
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={title}
      description={description}
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" form={id} variant={tone} busy={busy}>
            {submitLabel}
          </Button>
        </>
      }
    >
      <Form
        ref={form.ref}
        id={id}
        className="gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          const input = form.check();
          if (input && !busy) onSubmit(input);
        }}
      >
        {form.problem && <Notice tone="danger">{form.problem}</Notice>}
        {children}
      </Form>
    </Dialog>
  );
}
