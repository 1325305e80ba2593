import { notFound } from 'next/navigation';
import type { ReactNode } from 'react';
import { requestActor } from '../../../server/actor.ts';

/** Nobody but staff gets these pages; what they show is refused by the API in any case. */
export default async function AdminLayout({ children }: { children: ReactNode }) {
  if ((await requestActor()).kind !== 'staff') notFound();
  return children;
}
