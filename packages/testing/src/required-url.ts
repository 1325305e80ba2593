/** A service address from the environment, or an error that says how to get one. */
export function requiredUrl(variable: 'DATABASE_URL' | 'REDIS_URL'): string {
  const url = process.env[variable];
  if (!url) {
    throw new Error(
      `${variable} is not set. \`npm test\` starts the services; for one package run ` +
        '`npm run services` in another terminal and export what it prints.',
    );
  }
  return url;
}
