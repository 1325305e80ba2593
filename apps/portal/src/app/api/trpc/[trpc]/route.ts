import { appRouter } from '@placard/api';
import { fetchRequestHandler } from '@trpc/server/adapters/fetch';
import { isForeignChange } from '../../../../server/foreign-change.ts';
import { apiContext } from '../../../../server/trpc-request.ts';

function handle(request: Request): Promise<Response> | Response {
  if (isForeignChange(request)) return new Response(null, { status: 403 });
  return fetchRequestHandler({
    endpoint: '/api/trpc',
    req: request,
    router: appRouter,
    createContext: () => apiContext(request.headers),
    onError: ({ error, path }) => {
      if (error.code === 'INTERNAL_SERVER_ERROR')
        console.error(`api ${path}:`, error.cause ?? error);
    },
  });
}

export { handle as GET, handle as POST };
