import { redirect } from 'next/navigation';
import { requestActor } from '../server/actor.ts';
import { viewerOf } from '../server/viewer.ts';
import { homeOf } from '../shell/sections.ts';

export default async function Page() {
  const actor = await requestActor();
  if (actor.kind !== 'user' && actor.kind !== 'staff') redirect('/sign-in');
  redirect(homeOf((await viewerOf(actor)).can));
}
