/**
 * The portal's API: tRPC routers that parse, make one service call and map errors once. It refuses business
 * rules and authorisation of its own (services have them), and it never shows a fault's message.
 */

export { type AppRouter, appRouter, createCaller } from './app-router.ts';
export {
  type ApiContext,
  type ApiDependencies,
  type ApiRequest,
  createContext,
} from './context.ts';
