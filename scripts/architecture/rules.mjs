import { MAY_IMPORT, PURE, TESTS_MAY_ALSO_IMPORT } from './may-import.mjs';

const FOLDERS = Object.keys(MAY_IMPORT);
const EVERY_PACKAGE = [...FOLDERS.map((folder) => `^${folder}/`), '^apps/', '^packages/'];
/** @param {string} folder */
const testsOf = (folder) => [
  `^${folder}/.+[.]test[.]tsx?$`,
  `^${folder}/test/`,
  `^${folder}/.+/test/`,
];

/**
 * The rules of the MAY_IMPORT table in dependency-cruiser's form.
 * @returns {import('dependency-cruiser').IForbiddenRuleType[]}
 */
export function architectureRules() {
  return [
    ...FOLDERS.flatMap((folder) => [
      directionRule(folder, 'source'),
      directionRule(folder, 'test'),
    ]),
    {
      name: 'every-package-has-a-row',
      comment: 'A new package needs a row in scripts/architecture/may-import.mjs.',
      severity: 'error',
      from: { path: ['^apps/', '^packages/'], pathNot: FOLDERS.map((folder) => `^${folder}/`) },
      to: {},
    },
    {
      name: 'no-cycles',
      comment: 'Two modules that run each other are one concept, or miss a third.',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'pure-packages-do-no-io',
      comment: 'Pure packages take clock, random source and data as arguments.',
      severity: 'error',
      from: { path: PURE.map((folder) => `^${folder}/src/`), pathNot: PURE.flatMap(testsOf) },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'every-import-resolves',
      comment: 'An import that leads nowhere hides an edge from every other rule.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
  ];
}

/**
 * @param {string} folder
 * @param {'source' | 'test'} kind
 * @returns {import('dependency-cruiser').IForbiddenRuleType}
 */
function directionRule(folder, kind) {
  const names = [...(MAY_IMPORT[folder] ?? []), ...(kind === 'test' ? TESTS_MAY_ALSO_IMPORT : [])];
  const allowed = [folder, ...names.map(folderOf)].map((path) => `^${path}/`);
  const isTest = kind === 'test';
  return {
    name: `may-import:${folder}${isTest ? ' (tests)' : ''}`,
    comment: `${folder} may import ${names.length > 0 ? names.join(', ') : 'no other package'}.`,
    severity: 'error',
    from: isTest ? { path: testsOf(folder) } : { path: `^${folder}/`, pathNot: testsOf(folder) },
    to: { path: EVERY_PACKAGE, pathNot: allowed },
  };
}

/** @param {string} name of a package, without the scope */
function folderOf(name) {
  const found = FOLDERS.find((folder) => folder === name || folder.endsWith(`/${name}`));
  if (!found) throw new Error(`MAY_IMPORT names "${name}", which is no folder`);
  return found;
}
