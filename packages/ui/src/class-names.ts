import { type ClassValue, clsx } from 'clsx';
import { extendTailwindMerge } from 'tailwind-merge';

const merge = extendTailwindMerge({
  extend: { theme: { text: ['2xs', 'xs', 'sm', 'base', 'lg', 'xl', '2xl', '3xl'] } },
});

/** Joins class names; a later Tailwind class wins over an earlier one of the same property. */
export function classNames(...values: ClassValue[]): string {
  return merge(clsx(values));
}
