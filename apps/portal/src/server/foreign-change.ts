/** A browser says where a request comes from: a change asked for by another site is refused. */
export function isForeignChange(request: Request): boolean {
  const origin = request.headers.get('origin');
  if (request.method === 'GET' || origin === null) return false;
  return !URL.canParse(origin) || new URL(origin).host !== request.headers.get('host');
}
