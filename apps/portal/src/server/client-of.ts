/** The caller's network address and browser, as far as the request tells. */
export function clientOf(headers: Headers): { address?: string; userAgent?: string } {
  // The last entry is the one the nearest proxy (or Next itself) wrote; earlier ones are the client's word.
  const address = headers.get('x-forwarded-for')?.split(',').at(-1)?.trim();
  const userAgent = headers.get('user-agent');
  return {
    ...(address ? { address: address.slice(0, 64) } : {}),
    ...(userAgent ? { userAgent: userAgent.slice(0, 512) } : {}),
  };
}
