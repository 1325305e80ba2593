'use client';

import { dayInZone } from '@placard/domain';
import { Card, Facts, formatDay, Money, Progress } from '@placard/ui';
import { lastDayBefore } from '../range/day-instants.ts';
import type { Campaign } from './campaign-page.tsx';

/** Budget used, and what the campaign is set to. */
export function CampaignFacts({ campaign }: { campaign: Campaign }) {
  const { currency, timeZone } = campaign;
  const firstDay = dayInZone(campaign.startsAt.getTime(), timeZone);
  const lastDay = campaign.endsAt ? lastDayBefore(campaign.endsAt, timeZone) : null;
  return (
    <Card>
      <div className="grid gap-x-10 gap-y-5 lg:grid-cols-2">
        <div className="flex flex-col justify-center gap-4">
          <BudgetBar
            label="Today"
            spent={campaign.spentTodayMicros}
            budget={campaign.dailyBudgetMicros}
            currency={currency}
          />
          {campaign.totalBudgetMicros !== null && (
            <BudgetBar
              label="In all"
              spent={campaign.spentTotalMicros}
              budget={campaign.totalBudgetMicros}
              currency={currency}
            />
          )}
        </div>
        <Facts
          items={[
            { label: 'Objective', value: <Capital text={campaign.objective} /> },
            {
              label: 'Schedule',
              value: `${formatDay(firstDay, { year: true })} – ${
                lastDay ? formatDay(lastDay, { year: true }) : 'until stopped'
              }`,
            },
            { label: 'Time zone', value: timeZone },
            {
              label: 'Spent in all',
              value: <Money micros={campaign.spentTotalMicros} currency={currency} />,
            },
          ]}
        />
      </div>
    </Card>
  );
}

function BudgetBar(props: { label: string; spent: number; budget: number; currency: string }) {
  const { label, spent, budget, currency } = props;
  return (
    <div className="flex flex-col gap-1.5">
      <div className="flex items-baseline justify-between gap-3 text-sm">
        <span className="text-muted">{label}</span>
        <span>
          <Money micros={spent} currency={currency} className="font-medium" />{' '}
          <span className="text-muted">
            of <Money micros={budget} currency={currency} />
          </span>
        </span>
      </div>
      <Progress hideLabel label={`${label}: budget used`} ratio={spent / budget} />
    </div>
  );
}

function Capital({ text }: { text: string }) {
  return <span className="inline-block first-letter:uppercase">{text}</span>;
}
