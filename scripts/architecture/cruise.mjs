import { architectureRules } from './rules.mjs';

/** What dependency-cruiser reads, and the rules it holds it to. */
export const cruiseSettings = {
  forbidden: architectureRules(),
  options: {
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(dist|[.]next|[.]turbo)/|next-env[.]d[.]ts$' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default'],
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.json'],
    },
  },
};
