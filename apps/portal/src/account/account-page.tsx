'use client';

import { PageHeader } from '@placard/ui';
import { PasswordForm } from './password-form.tsx';
import { Sessions } from './sessions.tsx';

export function AccountPage() {
  return (
    <>
      <PageHeader title="Account" description="Where you are signed in, and your password." />
      <Sessions />
      <PasswordForm />
    </>
  );
}
