'use client';

import { useEffect, useRef } from 'react';

/** The last lines of a log; it stays at its end unless the reader has scrolled up. */
export function LogTail({ lines }: { lines: readonly string[] }) {
  const box = useRef<HTMLPreElement>(null);
  const isAtEnd = useRef(true);
  useEffect(() => {
    if (box.current && isAtEnd.current) box.current.scrollTop = box.current.scrollHeight;
  }, [lines]);
  if (lines.length === 0) return <p className="text-sm text-muted">Nothing logged yet.</p>;
  return (
    <pre
      ref={box}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard
      tabIndex={0}
      onScroll={({ currentTarget: { scrollTop, scrollHeight, clientHeight } }) => {
        isAtEnd.current = scrollHeight - scrollTop - clientHeight < 24;
      }}
      className="max-h-80 overflow-auto rounded-md border border-border bg-sunken p-3 font-mono text-xs leading-5 whitespace-pre-wrap"
    >
      {lines.join('\n')}
    </pre>
  );
}
