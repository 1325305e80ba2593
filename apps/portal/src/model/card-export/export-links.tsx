import { Button } from '@placard/ui';
import { Download } from 'lucide-react';

const FORMATS = [
  { format: 'markdown', label: 'Markdown' },
  { format: 'pdf', label: 'PDF' },
] as const;

/** The card as a file, to hand to somebody. */
export function ExportLinks({ modelVersionId }: { modelVersionId: string }) {
  return FORMATS.map(({ format, label }) => (
    <Button key={format} asChild>
      <a href={`/admin/models/${modelVersionId}/card/${format}`} download>
        <Download aria-hidden="true" />
        {label}
      </a>
    </Button>
  ));
}
