import type { AppRouter } from '@placard/api';
import type { inferRouterInputs, inferRouterOutputs } from '@trpc/server';

export type ApiOutputs = inferRouterOutputs<AppRouter>;
export type ApiInputs = inferRouterInputs<AppRouter>;
