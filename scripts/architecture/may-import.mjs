/**
 * Who may import whom, folder by folder: the one table behind `npm run check`. A package that is
 * not named here, or an import that its row does not list, fails the check.
 * The apps reach `db` only to open the connections that they hand to services and event-log, and
 * `widget` only for the built script that they deliver.
 * @type {Readonly<Record<string, readonly string[]>>}
 */
export const MAY_IMPORT = {
  // The widget's creative document: a preview is the very page that a viewer gets.
  'apps/portal': [
    ...['api', 'services', 'queue', 'ui', 'blobs', 'db', 'contracts', 'domain', 'widget'],
  ],
  'apps/ad-server': [
    ...['serving', 'ranking', 'store', 'event-log', 'blobs', 'db', 'contracts'],
    ...['domain', 'widget'],
  ],
  'apps/worker': [
    ...[
      'ad-server',
      'services',
      'training',
      'embeddings',
      'creative',
      'serving',
      'ranking',
      'store',
    ],
    ...['event-log', 'queue', 'blobs', 'db', 'contracts', 'domain'],
  ],
  'apps/widget': ['contracts'],

  'packages/domain': [],
  'packages/contracts': ['domain'],
  'packages/graph': [],
  'packages/ranking': ['domain', 'contracts', 'graph'],
  'packages/serving': ['domain', 'contracts', 'ranking'],
  'packages/store': ['domain', 'contracts', 'ranking', 'serving'],
  'packages/queue': ['domain', 'contracts'],
  'packages/db': ['domain'],
  'packages/event-log': ['domain', 'contracts', 'db'],
  'packages/blobs': [],
  'packages/services': ['domain', 'contracts', 'db', 'queue', 'blobs', 'creative'],
  'packages/api': ['domain', 'contracts', 'services'],
  'packages/training': ['domain', 'contracts', 'graph', 'ranking', 'embeddings'],
  'packages/creative': ['domain', 'contracts'],
  'packages/embeddings': ['graph'],
  'packages/simulator': ['domain', 'contracts'],
  'packages/ui': [],
  'packages/testing': [],

  'infra/dev': [
    ...['simulator', 'services', 'creative', 'store', 'ranking', 'queue', 'blobs', 'db'],
    ...['contracts', 'domain'],
  ],
  'infra/import': ['contracts'],
  scripts: [],
  bench: [
    ...['simulator', 'training', 'ranking', 'serving', 'store', 'event-log', 'db', 'blobs'],
    ...['embeddings', 'services', 'testing', 'dev', 'contracts', 'domain'],
  ],
  e2e: ['simulator', 'services', 'testing', 'dev', 'import', 'contracts', 'domain'],
};

/** What a test may import on top of its package's row. */
export const TESTS_MAY_ALSO_IMPORT = ['testing', 'db'];

/** Packages that do no I/O: outside their tests they import nothing of Node's own. */
export const PURE = ['packages/domain', 'packages/contracts', 'packages/graph'];
