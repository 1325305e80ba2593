import cors from '@fastify/cors';
import swagger from '@fastify/swagger';
import Fastify, { LogController } from 'fastify';
import {
  jsonSchemaTransform,
  validatorCompiler,
  type ZodTypeProvider,
} from 'fastify-type-provider-zod';
import type { AdServer, ServerDependencies } from './dependencies.ts';
import { answerErrorsAsProblems } from './problem.ts';
import { createCallers } from './request/caller.ts';
import { assetRoute } from './routes/assets.ts';
import { behaviourRoute } from './routes/behaviour.ts';
import { clickRoute } from './routes/click.ts';
import { clockRoute } from './routes/clock.ts';
import { decisionRoute } from './routes/decisions.ts';
import { docsRoutes } from './routes/docs.ts';
import { eventRoute } from './routes/events.ts';
import { healthRoute } from './routes/health.ts';
import { metricsRoute } from './routes/metrics.ts';
import { postbackRoute } from './routes/postback.ts';
import { widgetRoute } from './routes/widget.ts';

const BODY_LIMIT_BYTES = 512 * 1024;
/** A click token rides in the path. */
const MAX_PARAM_LENGTH = 4096;

/** The HTTP face of one ad-server over the parts it is given; the caller listens and closes. */
export async function createServer(dependencies: ServerDependencies): Promise<AdServer> {
  const app = Fastify({
    ...(dependencies.logger ? { loggerInstance: dependencies.logger } : {}),
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: BODY_LIMIT_BYTES,
    connectionTimeout: 30_000,
    requestTimeout: 10_000,
    keepAliveTimeout: 72_000,
    forceCloseConnections: 'idle',
    routerOptions: { maxParamLength: MAX_PARAM_LENGTH },
    exposeHeadRoutes: false,
  }).withTypeProvider<ZodTypeProvider>() as AdServer;

  app.setValidatorCompiler(validatorCompiler);
  // Answers are typed where they are made; a second pass at run time would cost each decision twice.
  app.setSerializerCompiler(() => JSON.stringify);
  answerErrorsAsProblems(app);
  readJsonWhateverItIsCalled(app);

  // Pages of any origin may call; no answer depends on a cookie. Placements name their own domains.
  await app.register(cors, { origin: '*', methods: ['GET', 'POST'], maxAge: 86_400 });
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Placard ad-server',
        version: '1.0.0',
        description: 'Decisions, event beacons, click redirects and conversions.',
      },
      components: { securitySchemes: { serverKey: { type: 'http', scheme: 'bearer' } } },
    },
    transform: jsonSchemaTransform,
  });

  const callers = createCallers(dependencies.decider);
  decisionRoute(app, dependencies, callers);
  eventRoute(app, dependencies, callers);
  behaviourRoute(app, dependencies, callers);
  clickRoute(app, dependencies, callers);
  postbackRoute(app, dependencies);
  assetRoute(app, dependencies);
  widgetRoute(app, dependencies);
  healthRoute(app, dependencies);
  metricsRoute(app, dependencies);
  clockRoute(app, dependencies, callers);
  await docsRoutes(app);
  return app;
}

/** sendBeacon and preflight-free fetch send JSON as text/plain; a broken body is a 400 either way. */
function readJsonWhateverItIsCalled(app: AdServer): void {
  const parseJson = app.getDefaultJsonParser('error', 'error');
  app.removeAllContentTypeParsers();
  app.addContentTypeParser(
    ['application/json', 'text/plain'],
    { parseAs: 'string' },
    (request, body, done) => parseJson(request, body as string, done),
  );
}
