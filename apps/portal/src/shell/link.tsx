'use client';

import type { LinkComponent } from '@placard/ui';
import NextLink from 'next/link';

/** Next's link in the shape that the shell's components take. */
export const Link: LinkComponent = ({ onClick, ...props }) => (
  <NextLink {...props} {...(onClick ? { onClick } : {})} prefetch={false} />
);
