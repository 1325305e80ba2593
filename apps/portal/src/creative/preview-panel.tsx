'use client';

import { Card } from '@placard/ui';
import { useAdvertiser } from '../advertiser/advertiser-provider.tsx';
import { CreativePreview } from './creative-preview.tsx';
import type { CreativeValues } from './creative-values.ts';
import { sizeName } from './sizes.ts';
import type { UploadedAsset } from './upload-asset.ts';

const TEXT_SIZES = [
  { width: 300, height: 250 },
  { width: 728, height: 90 },
  { width: 320, height: 100 },
];

/** The creative as pages will show it, while it is being made. */
export function PreviewPanel({
  values,
  asset,
}: {
  values: CreativeValues;
  asset: UploadedAsset | null;
}) {
  const advertiser = useAdvertiser();
  const isImage = values.format === 'image';
  const [width = 300, height = 250] = values.size.split('x').map(Number);
  const own = isImage ? asset && { width: asset.width, height: asset.height } : { width, height };
  const others = isImage
    ? []
    : TEXT_SIZES.filter((size) => size.width !== width || size.height !== height);
  const sizes = own ? [own, ...others] : [];
  return (
    <Card title="Preview" description="The very document that viewers get.">
      {sizes.length === 0 ? (
        <p className="py-6 text-center text-sm text-muted">Add an image to see it here.</p>
      ) : (
        <ul className="flex flex-col gap-5">
          {sizes.map((size) => (
            <li key={sizeName(size)} className="flex flex-col gap-1.5">
              <p className="text-xs text-muted">{sizeName(size)}</p>
              <CreativePreview
                maxWidth={340}
                maxHeight={340}
                className="justify-start"
                content={{
                  format: values.format,
                  ...size,
                  imageUrl: values.format === 'text' ? null : (asset?.url ?? null),
                  alt: values.alt,
                  headline: values.headline || (isImage ? null : 'Your headline'),
                  body: values.body || null,
                  callToAction: values.callToAction || null,
                  advertiserName: advertiser.name,
                }}
              />
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}
