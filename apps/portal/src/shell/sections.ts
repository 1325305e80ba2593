import type { NavigationSection } from '@placard/ui';
import {
  Boxes,
  BrainCircuit,
  Building2,
  ChartLine,
  ClipboardCheck,
  Dumbbell,
  Gauge,
  Globe,
  Images,
  LayoutDashboard,
  Megaphone,
  Microscope,
  PanelTop,
  ScrollText,
  UserRound,
  Users,
  Wallet,
} from 'lucide-react';

/** What the person may work on, as far as navigation goes; the API decides on every call. */
export type Abilities = {
  /** The organization has an advertiser, and the role may see it. */
  advertiser: boolean;
  publisher: boolean;
  staff: boolean;
  /** People and keys of the organization. */
  manage: boolean;
};

export function sectionsFor(can: Abilities, counts: { toReview: number }): NavigationSection[] {
  const sections: NavigationSection[] = [];
  if (can.advertiser) {
    sections.push({
      label: 'Advertiser',
      items: [
        { href: '/advertiser', label: 'Dashboard', icon: LayoutDashboard },
        { href: '/advertiser/campaigns', label: 'Campaigns', icon: Megaphone },
        { href: '/advertiser/creatives', label: 'Creatives', icon: Images },
        { href: '/advertiser/items', label: 'Catalogue', icon: Boxes },
        { href: '/advertiser/wallet', label: 'Wallet', icon: Wallet },
      ],
    });
  }
  if (can.publisher) {
    sections.push({
      label: 'Publisher',
      items: [
        { href: '/publisher', label: 'Revenue', icon: ChartLine },
        { href: '/publisher/properties', label: 'Properties', icon: Globe },
        { href: '/publisher/placements', label: 'Placements', icon: PanelTop },
      ],
    });
  }
  if (can.staff) {
    sections.push({
      label: 'Platform',
      items: [
        { href: '/admin', label: 'Overview', icon: Gauge },
        {
          href: '/admin/review',
          label: 'Review',
          icon: ClipboardCheck,
          badge: counts.toReview || undefined,
        },
        { href: '/admin/organizations', label: 'Organizations', icon: Building2 },
        { href: '/admin/training', label: 'Training', icon: Dumbbell },
        { href: '/admin/models', label: 'Models', icon: BrainCircuit },
        { href: '/admin/decisions', label: 'Decisions', icon: Microscope },
        { href: '/admin/audit', label: 'Audit log', icon: ScrollText },
      ],
    });
  }
  const account = { href: '/account', label: 'Account', icon: UserRound };
  const team = { href: '/team', label: 'Team and keys', icon: Users };
  sections.push({ label: 'You', items: can.manage ? [team, account] : [account] });
  return sections;
}

/** Where a person lands after signing in. */
export function homeOf(can: Abilities): string {
  if (can.staff) return '/admin';
  if (can.advertiser) return '/advertiser';
  return can.publisher ? '/publisher' : '/account';
}
