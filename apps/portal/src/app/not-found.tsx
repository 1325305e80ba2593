import { Button, EmptyState } from '@placard/ui';
import { Compass } from 'lucide-react';
import Link from 'next/link';

export default function NotFound() {
  return (
    <main className="grid min-h-[70dvh] place-items-center">
      <EmptyState
        icon={Compass}
        title="This page does not exist"
        description="Or it belongs to an organization that you are not working in now."
        action={
          <Button asChild>
            <Link href="/">Go to the start</Link>
          </Button>
        }
      />
    </main>
  );
}
