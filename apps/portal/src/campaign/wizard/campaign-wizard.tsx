'use client';

import { Button, Card, dayInZone, Form, Notice, PageHeader, Steps } from '@placard/ui';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { useAdvertiser } from '../../advertiser/advertiser-provider.tsx';
import { messageOf } from '../../query/problem.ts';
import { useAction } from '../../query/use-action.ts';
import { Link } from '../../shell/link.tsx';
import { useTRPC } from '../../trpc/client.ts';
import { BidStep } from './bid-step.tsx';
import { BudgetStep } from './budget-step.tsx';
import { CreativesStep } from './creatives-step.tsx';
import { GoalStep } from './goal-step.tsx';
import { newCampaignOf } from './new-campaign.ts';
import { ReviewStep } from './review-step.tsx';
import { TargetingStep } from './targeting-step.tsx';
import { useWizard, WIZARD_STEPS, type WizardStep } from './use-wizard.ts';

const STEP_VIEWS = {
  goal: GoalStep,
  budget: BudgetStep,
  bid: BidStep,
  targeting: TargetingStep,
  creatives: CreativesStep,
  check: ReviewStep,
};

export function CampaignWizard() {
  const trpc = useTRPC();
  const router = useRouter();
  const advertiser = useAdvertiser();
  const [now] = useState(() => new Date());
  const wizard = useWizard(dayInZone(now, advertiser.timeZone));
  const [problem, setProblem] = useState<string | null>(null);
  const create = useAction(trpc.campaign.create.mutationOptions(), {
    done: 'Campaign created',
    onDone: ({ campaignId }) => router.push(`/advertiser/campaigns/${campaignId}`),
    onRefused: (error) => setProblem(messageOf(error)),
  });
  const submit = (status: 'active' | 'draft') => {
    setProblem(null);
    create.mutate(newCampaignOf(wizard.draft, advertiser, status));
  };
  const View = STEP_VIEWS[wizard.step];
  return (
    <>
      <PageHeader
        title="New campaign"
        link={Link}
        breadcrumbs={[{ label: 'Campaigns', href: '/advertiser/campaigns' }]}
      />
      <Steps
        steps={WIZARD_STEPS}
        current={wizard.step}
        onStep={(step) => wizard.go(step as WizardStep)}
      />
      <Card>
        <Form
          ref={wizard.ref}
          onSubmit={(event) => {
            event.preventDefault();
            if (!wizard.isLast) wizard.next();
          }}
        >
          <div className="flex flex-col gap-6">
            <View
              draft={wizard.draft}
              set={wizard.set}
              errors={wizard.errors}
              currency={advertiser.currency}
              timeZone={advertiser.timeZone}
              today={dayInZone(now, advertiser.timeZone)}
            />
          </div>
          {problem && <Notice tone="danger">{problem}</Notice>}
          <div className="flex flex-wrap items-center justify-between gap-2 border-t border-border pt-4">
            <Button variant="ghost" disabled={wizard.isFirst} onClick={wizard.back}>
              Back
            </Button>
            {wizard.isLast ? (
              <div className="flex gap-2">
                <Button busy={create.isPending} onClick={() => submit('draft')}>
                  Save as a draft
                </Button>
                <Button variant="primary" busy={create.isPending} onClick={() => submit('active')}>
                  Start the campaign
                </Button>
              </div>
            ) : (
              <Button type="submit" variant="primary">
                Continue
              </Button>
            )}
          </div>
        </Form>
      </Card>
    </>
  );
}
