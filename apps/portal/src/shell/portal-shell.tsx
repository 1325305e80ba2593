'use client';

import {
  AppShell,
  MenuItem,
  MenuSeparator,
  OrganizationSwitcher,
  ThemeToggle,
  UserMenu,
} from '@placard/ui';
import { LogOut, UserRound } from 'lucide-react';
import NextLink from 'next/link';
import { usePathname } from 'next/navigation';
import { signOut } from 'next-auth/react';
import type { ReactNode } from 'react';
import { Link } from './link.tsx';
import { homeOf, sectionsFor } from './sections.ts';
import { useChooseOrganization } from './use-choose-organization.ts';
import { useReviewCount } from './use-review-count.ts';
import type { Viewer } from './viewer.ts';

export function PortalShell({ viewer, children }: { viewer: Viewer; children: ReactNode }) {
  const path = usePathname();
  const chooseOrganization = useChooseOrganization();
  const toReview = useReviewCount(viewer.can.staff);
  return (
    <AppShell
      sections={sectionsFor(viewer.can, { toReview })}
      path={path}
      link={Link}
      homeHref={homeOf(viewer.can)}
      organization={
        <OrganizationSwitcher
          organizations={viewer.organizations}
          current={viewer.organizationId}
          onSwitch={chooseOrganization}
        />
      }
      tools={
        <>
          <ThemeToggle />
          <UserMenu name={viewer.name} email={viewer.email}>
            <MenuItem asChild>
              <NextLink href="/account">
                <UserRound aria-hidden="true" />
                Account
              </NextLink>
            </MenuItem>
            <MenuSeparator />
            <MenuItem onSelect={() => void signOut({ callbackUrl: '/sign-in' })}>
              <LogOut aria-hidden="true" />
              Sign out
            </MenuItem>
          </UserMenu>
        </>
      }
    >
      {children}
    </AppShell>
  );
}
