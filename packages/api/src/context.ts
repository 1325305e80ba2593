import { checkSession, type ServiceContext } from '@placard/services';

/** What the process has, once; a request adds its actor. */
export type ApiDependencies = Omit<ServiceContext, 'actor'>;

export type ApiContext = ServiceContext & {
  /** Of the caller, where the transport knows them: sign-in is throttled by address. */
  readonly client: {
    readonly address?: string | undefined;
    readonly userAgent?: string | undefined;
  };
};

export type ApiRequest = {
  /** From the transport's sealed cookie; null for nobody. */
  readonly sessionId: string | null;
  readonly address?: string | undefined;
  readonly userAgent?: string | undefined;
};

/** One request's context: its session is read anew, so that a revoked one ends at once. */
export async function createContext(
  dependencies: ApiDependencies,
  { sessionId, address, userAgent }: ApiRequest,
): Promise<ApiContext> {
  const actor = await checkSession(dependencies, sessionId);
  return { ...dependencies, actor, client: { address, userAgent } };
}
