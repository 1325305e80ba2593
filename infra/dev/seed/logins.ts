import { readFileSync } from 'node:fs';
import { z } from 'zod';

const loginsSchema = z.array(
  z.object({ as: z.string(), email: z.email(), password: z.string().min(8) }),
);
export type DemoLogin = z.infer<typeof loginsSchema>[number];

/** The logins that the launcher prints. @throws Error when the file lacks `as`. */
export function demoLogin(as: 'admin' | 'advertiser' | 'publisher'): DemoLogin {
  const file = new URL('../demo-logins.json', import.meta.url);
  const login = loginsSchema
    .parse(JSON.parse(readFileSync(file, 'utf8')))
    .find((one) => one.as === as);
  if (!login) throw new Error(`demo-logins.json has no ${as}`);
  return login;
}
