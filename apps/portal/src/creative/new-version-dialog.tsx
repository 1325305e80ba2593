'use client';

import { Button, Dialog, Form, Notice } from '@placard/ui';
import { useState } from 'react';
import { useForm } from '../form/use-form.ts';
import { useAction } from '../query/use-action.ts';
import { useTRPC } from '../trpc/client.ts';
import { AssetUpload } from './asset-upload.tsx';
import { ContentFields } from './content-fields.tsx';
import type { CreativeDetail } from './creative-page.tsx';
import { contentOf, creativeSchema, NEW_CREATIVE } from './creative-values.ts';
import type { UploadedAsset } from './upload-asset.ts';

const FORM_ID = 'new-version';

/** Changed content is a new version: the approved one serves until the new one is reviewed. */
export function NewVersionDialog({
  creative,
  onClose,
}: {
  creative: CreativeDetail;
  onClose: () => void;
}) {
  const trpc = useTRPC();
  const [asset, setAsset] = useState<UploadedAsset | null>(null);
  const form = useForm(() => valuesOf(creative), creativeSchema);
  const add = useAction(trpc.creative.addVersion.mutationOptions(), {
    done: 'New version sent to review',
    onDone: onClose,
    onRefused: form.refuse,
  });
  const keepsImage = form.values.assetId !== null && !asset;
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      size="lg"
      title="New version"
      description="The approved version serves until this one is reviewed."
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" form={FORM_ID} variant="primary" busy={add.isPending}>
            Send to review
          </Button>
        </>
      }
    >
      <Form
        ref={form.ref}
        id={FORM_ID}
        className="gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          const input = form.check();
          if (input) add.mutate({ creativeId: creative.id, ...contentOf(input) });
        }}
      >
        {form.problem && <Notice tone="danger">{form.problem}</Notice>}
        {creative.format !== 'text' && keepsImage && (
          <Notice
            tone="accent"
            action={
              <Button size="sm" onClick={() => form.set({ assetId: null })}>
                Another image
              </Button>
            }
          >
            The image stays as it is.
          </Notice>
        )}
        {creative.format !== 'text' && !keepsImage && (
          <AssetUpload
            asset={asset}
            error={form.errors.assetId}
            onAsset={(uploaded) => {
              setAsset(uploaded);
              form.set({ assetId: uploaded?.assetId ?? null });
            }}
          />
        )}
        <ContentFields values={form.values} set={form.set} errors={form.errors} />
      </Form>
    </Dialog>
  );
}

function valuesOf(creative: CreativeDetail) {
  const [latest] = creative.versions;
  return {
    ...NEW_CREATIVE,
    name: creative.name,
    format: creative.format,
    assetId: latest?.assetId ?? null,
    alt: latest?.alt ?? '',
    headline: latest?.headline ?? '',
    body: latest?.body ?? '',
    callToAction: latest?.callToAction ?? '',
    size: latest ? `${latest.width}x${latest.height}` : NEW_CREATIVE.size,
    landingUrl: latest?.landingUrl ?? '',
  };
}
