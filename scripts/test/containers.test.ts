import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { checkout } from '../launcher/open-run.mjs';

const folder = join(checkout, 'infra', 'docker');
const read = (...path: string[]): string => readFileSync(join(...path), 'utf8');

const service = z.object({
  image: z.string().optional(),
  build: z.object({ context: z.string(), dockerfile: z.string() }).optional(),
  command: z.array(z.string()).optional(),
  environment: z.record(z.string(), z.string()).default({}),
  volumes: z.array(z.string()).default([]),
  depends_on: z.record(z.string(), z.unknown()).default({}),
});
const compose = z
  .object({ services: z.record(z.string(), service), volumes: z.record(z.string(), z.unknown()) })
  .parse(parse(read(folder, 'compose.yaml'), { merge: true }));
const services = Object.entries(compose.services);

const dockerfiles = readdirSync(folder).filter((name) => name.endsWith('.Dockerfile'));
const instructions = (name: string, verb: string): string[] =>
  read(folder, name)
    .replaceAll('\\\n', ' ')
    .split('\n')
    .filter((line) => line.startsWith(`${verb} `))
    .map((line) => line.slice(verb.length + 1));

test('every app that runs as a process has a Dockerfile and a service', () => {
  const apps = ['ad-server', 'portal', 'worker'];
  expect(dockerfiles).toEqual(apps.map((app) => `${app}.Dockerfile`));
  expect(Object.keys(compose.services)).toEqual(expect.arrayContaining(apps));
});

test.each(services)('compose: %s names real files, services and volumes', (_, one) => {
  expect(Boolean(one.image) || Boolean(one.build)).toBe(true);
  if (one.build) {
    expect(resolve(folder, one.build.context)).toBe(checkout);
    expect(existsSync(join(checkout, one.build.dockerfile))).toBe(true);
  }
  for (const name of Object.keys(one.depends_on)) expect(compose.services).toHaveProperty(name);
  for (const volume of one.volumes) {
    expect(compose.volumes).toHaveProperty([volume.split(':')[0] ?? '']);
  }
});

test('compose: the migrations run a program that is there', () => {
  const program = compose.services.migrations?.command?.at(-1) ?? '';
  expect(existsSync(join(checkout, 'apps', 'worker', program))).toBe(true);
});

test('compose: every variable of an app is documented', () => {
  const documented = read(checkout, 'docs', 'configuration.md');
  const variables = services
    .filter(([, one]) => one.build)
    .flatMap(([, one]) => Object.keys(one.environment))
    .filter((name) => /^(PLACARD|DATABASE|REDIS)_/.test(name));
  expect(variables.length).toBeGreaterThan(10);
  for (const name of variables) expect(documented).toContain(`\`${name}\``);
});

test('compose: no secret has a default', () => {
  const text = read(folder, 'compose.yaml');
  const asked = [...text.matchAll(/\$\{(\w*(?:SECRET|PASSWORD)\w*)([^}]*)\}/g)];
  expect(asked.length).toBeGreaterThan(3);
  for (const [, name = '', fallback = ''] of asked) {
    expect(fallback === '' || fallback.startsWith(':?'), name).toBe(true);
    expect(read(folder, 'env.example')).toMatch(new RegExp(`^${name}=$`, 'm'));
  }
});

test.each(dockerfiles)('%s builds and starts what is there', (name) => {
  const app = name.replace('.Dockerfile', '');
  expect(instructions(name, 'WORKDIR').at(-1)).toBe(`/placard/apps/${app}`);
  const manifest = JSON.parse(read(checkout, 'apps', app, 'package.json'));
  const start: string[] = JSON.parse(instructions(name, 'CMD').at(-1) ?? '');
  if (start[0] === 'node') {
    expect(existsSync(join(checkout, 'apps', app, start.at(-1) ?? ''))).toBe(true);
    expect(manifest.dependencies).toHaveProperty('tsx');
  } else {
    expect(start[0]).toBe('node_modules/.bin/next');
    expect(manifest.dependencies).toHaveProperty('next');
  }
  const { packageManager } = JSON.parse(read(checkout, 'package.json'));
  expect(instructions(name, 'RUN')[0]).toBe(`npm install --global ${packageManager}`);
  const named = instructions(name, 'RUN')
    .join('\n')
    .matchAll(/@placard\/([\w-]+)/g);
  for (const [, one = ''] of named) {
    expect(existsSync(join(checkout, 'apps', one, 'package.json'))).toBe(true);
  }
  expect(instructions(name, 'USER')).toEqual(['node']);
});
