'use client';

import { Button, FileDrop, formatBytes, Notice, Progress } from '@placard/ui';
import { useState } from 'react';
import { messageOf } from '../query/problem.ts';
import { type UploadedAsset, uploadAsset } from './upload-asset.ts';

const TYPES = ['image/png', 'image/jpeg', 'image/webp', 'image/gif'];
const MOST_BYTES = 10_000_000;

type State =
  | { kind: 'idle' }
  | { kind: 'sending'; fileName: string; bytes: number; ratio: number }
  | { kind: 'refused'; reason: string };

/** One image: chosen or dropped, sent with progress, checked and re-encoded by the server. */
export function AssetUpload({
  asset,
  onAsset,
  error,
}: {
  asset: UploadedAsset | null;
  onAsset: (asset: UploadedAsset | null, fileName: string) => void;
  error?: string | null | undefined;
}) {
  const [state, setState] = useState<State>({ kind: 'idle' });

  async function send(file: File): Promise<void> {
    const sending = { kind: 'sending' as const, fileName: file.name, bytes: file.size };
    setState({ ...sending, ratio: 0 });
    try {
      const uploaded = await uploadAsset(file, (ratio) => setState({ ...sending, ratio }));
      setState({ kind: 'idle' });
      onAsset(uploaded, file.name);
    } catch (refused) {
      setState({ kind: 'refused', reason: messageOf(refused) });
    }
  }
  if (asset) {
    return (
      <div className="flex items-center gap-4 rounded-lg border border-border bg-surface p-3">
        <img
          src={asset.url}
          alt=""
          className="max-h-24 max-w-40 rounded-md border border-border bg-sunken object-contain"
        />
        <div className="min-w-0 flex-1 text-sm">
          <p className="font-medium">
            {asset.width} × {asset.height}
          </p>
          <p className="text-xs text-muted">
            {asset.contentType.replace('image/', '').toUpperCase()}
            {asset.animated ? ', animated' : ''}. Checked, and encoded anew.
          </p>
        </div>
        <Button size="sm" onClick={() => onAsset(null, '')}>
          Replace
        </Button>
      </div>
    );
  }
  return (
    <div className="flex flex-col gap-3">
      <FileDrop
        title="Drop an image here"
        hint={`PNG, JPEG, WebP or GIF, up to ${formatBytes(MOST_BYTES)}`}
        accept={TYPES}
        maxBytes={MOST_BYTES}
        disabled={state.kind === 'sending'}
        onFiles={([file]) => file && void send(file)}
        onRefuse={(reason) => setState({ kind: 'refused', reason })}
      >
        {state.kind === 'sending' && (
          <div className="w-full max-w-xs">
            <Progress
              label={`Sending ${state.fileName}`}
              ratio={state.ratio}
              detail={
                state.ratio >= 1 ? 'Checking…' : `${formatBytes(state.bytes * state.ratio)} sent`
              }
            />
          </div>
        )}
      </FileDrop>
      {state.kind === 'refused' && <Notice tone="danger">{state.reason}</Notice>}
      {error && state.kind === 'idle' && <p className="text-xs text-danger-text">{error}</p>}
    </div>
  );
}
