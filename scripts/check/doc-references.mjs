// Fails when a document points at what is not there: a link, a heading, a path, an npm script, a
// package. `node scripts/check/doc-references.mjs [folder]`
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';

const root = resolve(process.argv[2] ?? '.');
const documents = [
  ...markdownIn('.', false),
  ...markdownIn('docs', true),
  ...markdownIn('infra', true),
];
const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const topFolders = readdirSync(root, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => entry.name);

/** @type {string[]} */
const faults = [];
for (const document of documents) {
  const text = readFileSync(join(root, document), 'utf8');
  const prose = text.replaceAll(/^```[\s\S]*?^```/gm, (block) => block.replaceAll(/[^\n]/g, ' '));
  for (const fault of [...deadLinks(document, prose), ...deadPaths(prose), ...deadCommands(text)]) {
    faults.push(`${document}: ${fault}`);
  }
}
for (const fault of faults) console.error(fault);
console.log(`${documents.length} documents read, ${faults.length} dead references`);
if (faults.length > 0 || documents.length === 0) process.exitCode = 1;

/** @param {string} document @param {string} prose */
function deadLinks(document, prose) {
  const targets = [...prose.matchAll(/\]\(<?([^)\s>]+)>?(?: "[^"]*")?\)/g)].map(
    (match) => match[1] ?? '',
  );
  return targets
    .filter((target) => !/^[a-z]+:/.test(target))
    .filter((target) => !leadsSomewhere(document, target))
    .map((target) => `link to ${target}`);
}

/** @param {string} document @param {string} target */
function leadsSomewhere(document, target) {
  const [path = '', heading] = target.split('#');
  const file = path === '' ? join(root, document) : join(root, dirname(document), decodeURI(path));
  if (!existsSync(file)) return false;
  return heading === undefined || headingsOf(readFileSync(file, 'utf8')).includes(heading);
}

/** The anchors of a document's headings, as GitHub makes them. @param {string} text */
function headingsOf(text) {
  return [...text.matchAll(/^#+ (.+)$/gm)].map((match) =>
    (match[1] ?? '')
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );
}

/** Code spans that begin with a folder of the repository name something in it. @param {string} prose */
function deadPaths(prose) {
  return (
    [...prose.matchAll(/`([^`\n]+)`/g)]
      .map((match) => match[1] ?? '')
      .filter((span) => /^[\w.@/-]+$/.test(span) && span.includes('/'))
      .filter((span) => topFolders.includes(span.split('/')[0] ?? ''))
      // What a run makes is there or not, as it ran.
      .filter((span) => !span.startsWith('.data/'))
      .filter((span) => !existsSync(join(root, span)))
      .map((span) => `path ${span}`)
  );
}

/** @param {string} text */
function deadCommands(text) {
  return [...text.matchAll(/npm run ([\w:-]+)/g)]
    .map((match) => match[1] ?? '')
    .filter((name) => !(name in scripts))
    .map((name) => `npm script ${name}`);
}

/** @param {string} folder @param {boolean} recursive @returns {string[]} */
function markdownIn(folder, recursive) {
  const at = join(root, folder);
  if (!existsSync(at)) return [];
  return readdirSync(at, { recursive, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.md'))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)))
    .filter((path) => !path.includes('node_modules'));
}
