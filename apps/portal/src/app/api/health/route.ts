import { databases } from '../../../server/connections.ts';

export const dynamic = 'force-dynamic';

/** 200 when the portal can do its work: its configuration is whole and Postgres answers. */
export async function GET(): Promise<Response> {
  try {
    await databases().app.$client.query('select 1');
    return Response.json({ status: 'ok' });
  } catch (error) {
    console.error('health:', error instanceof Error ? error.message : error);
    return Response.json({ status: 'unavailable' }, { status: 503 });
  }
}
