import { expect, it } from 'vitest';
import { imageType } from './image-type.ts';

const latin1 = (text: string) => Buffer.from(text, 'latin1');

it.each([
  ['\x89PNG\r\n\x1a\n', 'image/png'],
  ['\xff\xd8\xff\xe0', 'image/jpeg'],
  ['GIF89a', 'image/gif'],
  ['RIFF\x10\0\0\0WEBPVP8 ', 'image/webp'],
  ['\0\0\0\x20ftypavif', 'image/avif'],
])('knows %j as %s', (head, type) => {
  expect(imageType(latin1(`${head}${'\0'.repeat(40)}`))).toBe(type);
});

it.each([
  '',
  '<svg xmlns="http://www.w3.org/2000/svg">',
  '<!doctype html>',
  '{"formatVersion":1}',
  'RIFF\x10\0\0\0WAVE',
])('serves %j as no image', (head) => {
  expect(imageType(latin1(head))).toBeUndefined();
});
