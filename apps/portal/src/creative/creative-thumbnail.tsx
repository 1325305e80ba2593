import { Type } from 'lucide-react';

/** A small picture of a creative in lists; its name stands beside it, so it says nothing itself. */
export function CreativeThumbnail({ url }: { url: string | null }) {
  if (!url) {
    return (
      <span className="grid size-9 shrink-0 place-items-center rounded-md border border-border bg-sunken text-subtle">
        <Type aria-hidden="true" className="size-4" />
      </span>
    );
  }
  return (
    // The image is served, sized and cached by the ad-server.
    <img
      src={url}
      alt=""
      loading="lazy"
      className="size-9 shrink-0 rounded-md border border-border bg-sunken object-cover"
    />
  );
}
