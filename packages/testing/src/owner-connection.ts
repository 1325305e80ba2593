import pg from 'pg';

/** Runs `work` on one connection as the owner and closes it whatever happens. */
export async function withOwner<T>(
  url: string,
  work: (owner: pg.Client) => Promise<T>,
): Promise<T> {
  const owner = new pg.Client({ connectionString: url });
  await owner.connect();
  try {
    return await work(owner);
  } finally {
    await owner.end();
  }
}
