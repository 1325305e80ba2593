'use client';

import type { DecisionExplanation } from '@placard/contracts';
import { formatPercent, Stat, StatRow } from '@placard/ui';
import { BarChart } from '@placard/ui/charts';
import { featureName } from '../../model/names/feature-names.ts';
import { useThingNames } from '../../model/names/use-thing-names.ts';
import type { DecisionDetail } from '../decision-page.tsx';
import { shownValue } from '../feature-table.tsx';

const MOST = 14;
const signed = (value: number) => `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(4)}`;

const plain = (value: number) => value.toFixed(4).replace('-', '−');

/** SHAP values with their sum, and LIME weights beside them. */
export function ExplanationView({
  explanation: { shapley, surrogate, logit, pCtr, loggedPCtr, backgroundRows },
  decision,
}: {
  explanation: DecisionExplanation;
  decision: DecisionDetail;
}) {
  const sum = shapley.contributions.reduce((total, { value }) => total + value, 0);
  const rest = shapley.contributions.slice(MOST).reduce((total, { value }) => total + value, 0);
  const { features } = decision;
  const nameOf = useThingNames(Object.values(features ?? {}).flat());
  const label = (feature: string) => {
    const value = features?.[feature] ?? null;
    const text = Array.isArray(value)
      ? shownValue(value.map(nameOf))
      : shownValue(
          typeof value === 'string'
            ? nameOf(value)
            : value === null
              ? null
              : Number(Number(value).toPrecision(3)),
        );
    return `${featureName(feature)}: ${text.length > 22 ? `${text.slice(0, 20)}…` : text}`;
  };
  const shap = shapley.contributions.slice(0, MOST).map(({ feature, value }) => ({
    label: label(feature),
    values: [value],
  }));
  if (shapley.contributions.length > MOST) {
    shap.push({ label: `${shapley.contributions.length - MOST} others`, values: [rest] });
  }
  return (
    <>
      <StatRow>
        <Stat label="Base" value={plain(shapley.base)} hint={`over ${backgroundRows} winners`} />
        <Stat label="Contributions" value={signed(sum)} hint="all features" />
        <Stat label="Logit" value={plain(shapley.base + sum)} hint={`scored ${plain(logit)}`} />
        <Stat
          label="pCTR of this model"
          value={formatPercent(pCtr)}
          hint={loggedPCtr === null ? 'nothing was logged' : `logged ${formatPercent(loggedPCtr)}`}
        />
      </StatRow>
      <div className="grid gap-8 xl:grid-cols-2">
        <BarChart
          title="SHAP values"
          description={`Base ${plain(shapley.base)} ${signed(sum)} = logit ${plain(shapley.base + sum)}.`}
          bars={shap}
          series={['Adds to the logit']}
          categoryLabel="Feature"
          layout="rows"
          height={shap.length * 26 + 30}
          format={signed}
          axisFormat={(value) => value.toFixed(2)}
        />
        <BarChart
          title="LIME weights"
          description={`A line fitted to decisions near this one; it explains ${formatPercent(surrogate.r2, { decimals: 0 })} of how they differ (R² ${surrogate.r2.toFixed(3)})${surrogate.r2 < 0.5 ? ': too little to trust' : ''}.`}
          bars={surrogate.weights.slice(0, MOST).map(({ feature, weight }) => ({
            label: label(feature),
            values: [weight],
          }))}
          series={['Weight']}
          categoryLabel="Feature"
          layout="rows"
          height={Math.min(MOST, surrogate.weights.length) * 26 + 30}
          format={signed}
          axisFormat={(value) => value.toFixed(2)}
        />
      </div>
    </>
  );
}
