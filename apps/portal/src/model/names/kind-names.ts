import { MODEL_KIND_NAMES } from '@placard/contracts';

/** A kind as people write it; itself where it is unknown here. */
export function kindName(kind: string): string {
  if (kind === 'popularity') return 'Popularity';
  return (
    (MODEL_KIND_NAMES as Readonly<Record<string, { readonly label: string }>>)[kind]?.label ?? kind
  );
}
