'use client';

import { Button, Card, Field, Form, Input, Notice, PageHeader, RadioGroup } from '@placard/ui';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { useAdvertiser } from '../advertiser/advertiser-provider.tsx';
import { useForm } from '../form/use-form.ts';
import { useAction } from '../query/use-action.ts';
import { Link } from '../shell/link.tsx';
import { useTRPC } from '../trpc/client.ts';
import { AssetUpload } from './asset-upload.tsx';
import { ContentFields } from './content-fields.tsx';
import { contentOf, creativeSchema, NEW_CREATIVE } from './creative-values.ts';
import { PreviewPanel } from './preview-panel.tsx';
import type { UploadedAsset } from './upload-asset.ts';

const FORMATS = [
  { value: 'image', label: 'Image', hint: 'One picture that says it all.' },
  { value: 'native', label: 'Native', hint: 'Picture, headline and text in the page’s own shape.' },
  { value: 'text', label: 'Text', hint: 'Headline and text alone.' },
] as const;

export function NewCreativePage() {
  const trpc = useTRPC();
  const router = useRouter();
  const advertiser = useAdvertiser();
  const [asset, setAsset] = useState<UploadedAsset | null>(null);
  const form = useForm(NEW_CREATIVE, creativeSchema);
  const create = useAction(trpc.creative.create.mutationOptions(), {
    done: 'Creative sent to review',
    onDone: ({ creativeId }) => router.push(`/advertiser/creatives/${creativeId}`),
    onRefused: form.refuse,
  });
  function takeAsset(uploaded: UploadedAsset | null, fileName: string): void {
    setAsset(uploaded);
    const name = form.values.name || fileName.replace(/\.[^.]+$/, '');
    form.set({ assetId: uploaded?.assetId ?? null, name });
  }
  return (
    <>
      <PageHeader
        title="New creative"
        link={Link}
        breadcrumbs={[{ label: 'Creatives', href: '/advertiser/creatives' }]}
      />
      <div className="grid items-start gap-6 lg:grid-cols-[minmax(0,1fr)_24rem]">
        <Card>
          <Form
            ref={form.ref}
            className="gap-4"
            onSubmit={(event) => {
              event.preventDefault();
              const input = form.check();
              if (!input) return;
              create.mutate({
                advertiserId: advertiser.id,
                name: input.name,
                format: input.format,
                ...contentOf(input),
              });
            }}
          >
            {form.problem && <Notice tone="danger">{form.problem}</Notice>}
            <Field label="Format">
              <RadioGroup
                look="cards"
                className="sm:grid-cols-3"
                options={FORMATS}
                value={form.values.format}
                onValueChange={(format) => form.set({ format })}
              />
            </Field>
            {form.values.format !== 'text' && (
              <AssetUpload asset={asset} onAsset={takeAsset} error={form.errors.assetId} />
            )}
            <Field
              label="Name"
              hint="For you; viewers never see it."
              error={form.errors.name}
              required
            >
              <Input
                value={form.values.name}
                maxLength={120}
                onChange={(event) => form.set({ name: event.target.value })}
              />
            </Field>
            <ContentFields values={form.values} set={form.set} errors={form.errors} />
            <div className="flex justify-end border-t border-border pt-4">
              <Button type="submit" variant="primary" busy={create.isPending}>
                Send to review
              </Button>
            </div>
          </Form>
        </Card>
        <PreviewPanel values={form.values} asset={asset} />
      </div>
    </>
  );
}
