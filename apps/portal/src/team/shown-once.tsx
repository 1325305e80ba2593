'use client';

import { Button, CodeBlock, Dialog, Notice } from '@placard/ui';

export type Secret = { title: string; label: string; value: string; hint: string };

/** A secret that only its first reader can copy: it is stored as a digest. */
export function ShownOnce({ secret, onClose }: { secret: Secret; onClose: () => void }) {
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={secret.title}
      actions={
        <Button variant="primary" onClick={onClose}>
          I have copied it
        </Button>
      }
    >
      <div className="grid gap-4">
        <Notice tone="warning">It is shown this once, and cannot be had again.</Notice>
        <CodeBlock code={secret.value} label={secret.label} />
        <p className="text-sm text-muted">{secret.hint}</p>
      </div>
    </Dialog>
  );
}
