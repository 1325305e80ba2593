/** A path within this portal to go on to; anything that could leave it becomes the start page. */
export function safeReturnTo(path: string | undefined): string {
  if (!path || !/^\/(?![/\\])/.test(path)) return '/';
  return new URL(path, 'http://portal.invalid').origin === 'http://portal.invalid' ? path : '/';
}
