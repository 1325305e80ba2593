'use client';

import { Upload } from 'lucide-react';
import { type ReactNode, useRef, useState } from 'react';
import { classNames } from '../class-names.ts';
import { Button } from './button.tsx';
import { useFieldControl } from './field-wiring.ts';

type FileDropProps = {
  /** MIME types as in the `accept` attribute; files of another type are handed to `onRefuse`. */
  accept: readonly string[];
  maxBytes: number;
  multiple?: boolean | undefined;
  disabled?: boolean | undefined;
  onFiles: (files: File[]) => void;
  onRefuse: (reason: string) => void;
  title: string;
  hint?: ReactNode;
  /** Previews of what was chosen. */
  children?: ReactNode;
};

/** Drop, paste or choose files. The button is the keyboard's way in; the drop zone is a shortcut. */
export function FileDrop({
  accept,
  maxBytes,
  multiple = false,
  disabled = false,
  onFiles,
  onRefuse,
  title,
  hint,
  children,
}: FileDropProps) {
  const input = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const aria = useFieldControl();

  function take(list: FileList | null): void {
    const files = [...(list ?? [])].slice(0, multiple ? undefined : 1);
    const good = files.filter((file) => {
      if (!accept.includes(file.type)) onRefuse(`${file.name}: this type of file is not accepted.`);
      else if (file.size > maxBytes)
        onRefuse(`${file.name} is larger than ${formatBytes(maxBytes)}.`);
      else return true;
      return false;
    });
    if (good.length > 0) onFiles(good);
  }
  return (
    <section
      aria-label={title}
      onDragOver={(event) => {
        event.preventDefault();
        if (!disabled) setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        if (!disabled) take(event.dataTransfer.files);
      }}
      onPaste={(event) => !disabled && take(event.clipboardData.files)}
      className={classNames(
        'flex flex-col items-center gap-3 rounded-lg border border-dashed border-border-control bg-surface px-6 py-8 text-center transition-colors',
        over && 'border-accent bg-accent-soft',
      )}
    >
      <span className="grid size-10 place-items-center rounded-full bg-sunken text-muted">
        <Upload aria-hidden="true" className="size-5" />
      </span>
      <div>
        <p className="text-base font-medium">{title}</p>
        {hint && <p className="mt-0.5 text-xs text-muted">{hint}</p>}
      </div>
      <Button size="sm" disabled={disabled} onClick={() => input.current?.click()}>
        Choose {multiple ? 'files' : 'a file'}
      </Button>
      <input
        {...aria}
        ref={input}
        type="file"
        tabIndex={-1}
        className="sr-only"
        aria-label={title}
        accept={accept.join(',')}
        multiple={multiple}
        disabled={disabled}
        onChange={(event) => {
          take(event.target.files);
          event.target.value = '';
        }}
      />
      {children}
    </section>
  );
}

export function formatBytes(bytes: number): string {
  const units = ['B', 'kB', 'MB', 'GB'];
  const power = Math.min(3, bytes > 0 ? Math.floor(Math.log10(bytes) / 3) : 0);
  const value = bytes / 1000 ** power;
  return `${value >= 10 || power === 0 ? Math.round(value) : value.toFixed(1)} ${units[power]}`;
}
