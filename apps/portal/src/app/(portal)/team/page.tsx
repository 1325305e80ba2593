import type { Metadata } from 'next';
import { TeamPage } from '../../../team/team-page.tsx';

export const metadata: Metadata = { title: 'Team and keys' };

export default function Page() {
  return <TeamPage />;
}
