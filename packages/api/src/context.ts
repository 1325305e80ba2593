import { checkSession, type ServiceContext } from '@placard/services';

/** What the process has, once; a request adds its actor. */
export type ApiDependencies = Omit<ServiceContext, 'actor'>;

export type ApiContext = ServiceContext;

export type ApiRequest = {
  /** From the transport's sealed cookie; null for nobody. */
  readonly sessionId: string | null;
};

/** One request's context: its session is read anew, so that a revoked one ends at once. */
export async function createContext(
  dependencies: ApiDependencies,
  { sessionId }: ApiRequest,
): Promise<ApiContext> {
  const actor = await checkSession(dependencies, sessionId);
  return { ...dependencies, actor };
}
