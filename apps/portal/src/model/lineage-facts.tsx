import { Facts, formatInstant } from '@placard/ui';
import NextLink from 'next/link';
import type { ApiOutputs } from '../trpc/outputs.ts';

type Lineage = NonNullable<ApiOutputs['model']['get']['lineage']>;

/** With the same of everything here, training makes the same model. */
export function LineageFacts({ lineage }: { lineage: Lineage }) {
  const { dataWindow, parentVersionId: parent } = lineage;
  const at = (ms: number) => formatInstant(ms, 'UTC');
  return (
    <Facts
      items={[
        { label: 'Code', value: <code className="font-mono text-xs">{lineage.codeVersion}</code> },
        { label: 'Engine', value: lineage.engine },
        { label: 'Seed', value: lineage.seed },
        { label: 'Data from', value: at(dataWindow.fromMs) },
        { label: 'Data to', value: at(dataWindow.toMs) },
        { label: 'Rows', value: <Digest value={lineage.rowsDigest} /> },
        {
          label: 'Features',
          value: (
            <>
              {lineage.featureCount}, <Digest value={lineage.featuresDigest} />
            </>
          ),
        },
        {
          label: 'Champion when it was trained',
          value: parent ? (
            <NextLink href={`/admin/models/${parent}`} className="text-accent-text hover:underline">
              {parent}
            </NextLink>
          ) : (
            'none'
          ),
        },
      ]}
    />
  );
}

function Digest({ value }: { value: string }) {
  return <code className="font-mono text-xs">{value.slice(0, 16)}…</code>;
}
