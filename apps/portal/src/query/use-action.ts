'use client';

import { toast } from '@placard/ui';
import { type MutationOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { messageOf } from './problem.ts';

type ActionOptions<Data, Input> = {
  /** Said when it has worked. */
  done?: string | ((data: Data, input: Input) => string);
  onDone?: (data: Data, input: Input) => void;
  /** Takes a refusal over (a form shows it at its fields); else it is said in a toast. */
  onRefused?: (error: unknown) => void;
};

/** A change through the API: afterwards all that is shown is read anew. */
export function useAction<Data, Error, Input, Context>(
  mutation: MutationOptions<Data, Error, Input, Context>,
  { done, onDone, onRefused }: ActionOptions<Data, Input> = {},
) {
  const queryClient = useQueryClient();
  return useMutation({
    ...mutation,
    onSuccess: async (data, input) => {
      const words = typeof done === 'function' ? done(data, input) : done;
      if (words) toast.success(words);
      onDone?.(data, input);
      await queryClient.invalidateQueries();
    },
    onError: (error) => {
      if (onRefused) onRefused(error);
      else toast.error(messageOf(error));
    },
  });
}
