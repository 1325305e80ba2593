'use client';

import type { TargetingRule } from '@placard/domain';
import { Button, Dialog } from '@placard/ui';
import { useState } from 'react';
import { messageOf } from '../query/problem.ts';
import { useAction } from '../query/use-action.ts';
import { TargetingEditor } from '../targeting/targeting-editor.tsx';
import { useTRPC } from '../trpc/client.ts';
import type { AdGroup } from './ad-group-card.tsx';

export function TargetingDialog({ adGroup, onClose }: { adGroup: AdGroup; onClose: () => void }) {
  const trpc = useTRPC();
  const [rules, setRules] = useState<TargetingRule[]>(adGroup.rules);
  const [problem, setProblem] = useState<string | null>(null);
  const replace = useAction(trpc.adGroup.replaceTargeting.mutationOptions(), {
    done: 'Targeting saved',
    onDone: onClose,
    onRefused: (error) => setProblem(messageOf(error)),
  });
  function save(): void {
    if (rules.some((rule) => rule.values.length === 0)) {
      setProblem('Give each rule a value, or remove it.');
      return;
    }
    replace.mutate({
      adGroupId: adGroup.id,
      rules: rules.map((rule) => ({ ...rule, values: [...rule.values] })),
    });
  }
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      size="lg"
      title="Targeting"
      description="All rules must hold; within a rule any value is enough."
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="primary" busy={replace.isPending} onClick={save}>
            Save
          </Button>
        </>
      }
    >
      <TargetingEditor rules={rules} onRulesChange={setRules} error={problem} />
    </Dialog>
  );
}
