import { ChevronRight } from 'lucide-react';
import type { ReactNode } from 'react';
import type { LinkComponent } from './navigation.tsx';

type PageHeaderProps = {
  title: string;
  /** Beside the title: a status. */
  badge?: ReactNode;
  description?: ReactNode;
  actions?: ReactNode;
  breadcrumbs?: readonly { label: string; href: string }[] | undefined;
  link?: LinkComponent | undefined;
};

export function PageHeader(props: PageHeaderProps) {
  const { title, badge, description, actions, breadcrumbs = [], link: Link } = props;
  return (
    <div className="flex flex-col gap-1.5">
      {Link && breadcrumbs.length > 0 && (
        <nav aria-label="Breadcrumbs">
          <ol className="flex flex-wrap items-center gap-1 text-xs text-muted">
            {breadcrumbs.map((crumb) => (
              <li key={crumb.href} className="flex items-center gap-1">
                <Link href={crumb.href} className="rounded-sm hover:text-text hover:underline">
                  {crumb.label}
                </Link>
                <ChevronRight aria-hidden="true" className="size-3 text-subtle" />
              </li>
            ))}
            <li aria-current="page" className="max-w-60 truncate text-subtle">
              {title}
            </li>
          </ol>
        </nav>
      )}
      <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
        <div className="min-w-0">
          <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <h1 className="text-xl font-semibold break-words">{title}</h1>
            {badge}
          </div>
          {description && (
            <p className="mt-0.5 max-w-2xl text-sm wrap-anywhere text-muted">{description}</p>
          )}
        </div>
        {actions && <div className="flex flex-wrap items-center gap-2">{actions}</div>}
      </div>
    </div>
  );
}
