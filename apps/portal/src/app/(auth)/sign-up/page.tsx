import type { Metadata } from 'next';
import Link from 'next/link';
import { AuthPage } from '../../../auth/auth-page.tsx';
import { SignUpForm } from '../../../auth/sign-up-form.tsx';

export const metadata: Metadata = { title: 'Create an account' };

type Query = Promise<{ as?: string | string[] }>;

export default async function Page({ searchParams }: { searchParams: Query }) {
  const { as } = await searchParams;
  return (
    <AuthPage
      title="Create an account"
      description="For you and your organization."
      footer={
        <>
          Already have one?{' '}
          <Link href="/sign-in" className="font-medium text-accent-text hover:underline">
            Sign in
          </Link>
        </>
      }
    >
      <SignUpForm initialKind={as === 'publisher' ? 'publisher' : 'advertiser'} />
    </AuthPage>
  );
}
