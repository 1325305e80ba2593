'use client';

import type { CreativePayload } from '@placard/contracts';
import { classNames } from '@placard/ui';
import { creativeDocument } from '@placard/widget/creative-document';
import { useEffect, useRef, useState } from 'react';

/** What a preview needs of a creative; the rest of the payload is ids. */
export type PreviewContent = Omit<CreativePayload, 'creativeId' | 'creativeVersionId'>;

/**
 * The very document a viewer's page gets, in the same sandbox, scaled to fit. Its link goes nowhere:
 * the sandbox here allows no new window.
 */
export function CreativePreview({
  content,
  maxWidth = 360,
  maxHeight = 280,
  className,
}: {
  content: PreviewContent;
  maxWidth?: number;
  maxHeight?: number;
  className?: string;
}) {
  // The document is made in the browser only: it asks for the page's own address.
  const [isMounted, setMounted] = useState(false);
  useEffect(() => setMounted(true), []);
  const html = isMounted
    ? creativeDocument({ ...content, creativeId: '', creativeVersionId: '' }, '#')
    : null;
  const { width, height } = content;
  const [space, setSpace] = useState(maxWidth);
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!box.current) return;
    const observer = new ResizeObserver(([entry]) => entry && setSpace(entry.contentRect.width));
    observer.observe(box.current);
    return () => observer.disconnect();
  }, []);
  const scale = Math.min(1, maxWidth / width, maxHeight / height, space / width);
  return (
    <div ref={box} className={classNames('flex w-full min-w-0 justify-center', className)}>
      <div
        className="relative overflow-hidden rounded-md border border-border bg-sunken"
        style={{ width: Math.round(width * scale), height: Math.round(height * scale) }}
      >
        {html !== null && (
          <iframe
            title={`Preview: ${content.headline ?? content.alt}`}
            sandbox=""
            srcDoc={html}
            tabIndex={-1}
            width={width}
            height={height}
            className="absolute top-0 left-0 origin-top-left border-0"
            style={{ transform: `scale(${scale})` }}
          />
        )}
      </div>
    </div>
  );
}
