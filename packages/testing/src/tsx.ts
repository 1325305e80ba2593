import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';

/** The loader with which Node runs our TypeScript as it is. */
export const TSX = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href;
