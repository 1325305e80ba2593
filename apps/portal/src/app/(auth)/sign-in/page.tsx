import { Notice } from '@placard/ui';
import type { Metadata } from 'next';
import Link from 'next/link';
import { AuthPage } from '../../../auth/auth-page.tsx';
import { safeReturnTo } from '../../../auth/return-to.ts';
import { SignInForm } from '../../../auth/sign-in-form.tsx';

export const metadata: Metadata = { title: 'Sign in' };

type Query = Promise<{ return?: string | string[] }>;

export default async function Page({ searchParams }: { searchParams: Query }) {
  const { return: asked } = await searchParams;
  const returnTo = safeReturnTo(typeof asked === 'string' ? asked : undefined);
  return (
    <AuthPage
      title="Sign in"
      description="To your campaigns, your inventory or the platform."
      footer={
        <>
          No account yet?{' '}
          <Link href="/sign-up" className="font-medium text-accent-text hover:underline">
            Create one
          </Link>
        </>
      }
    >
      {returnTo !== '/' && <Notice tone="accent">Sign in to go on.</Notice>}
      <SignInForm returnTo={returnTo} />
    </AuthPage>
  );
}
