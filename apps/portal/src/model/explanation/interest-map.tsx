'use client';

import type { ModelExplanation } from '@placard/contracts';
import { Card, EmptyState, formatPercent, Select } from '@placard/ui';
import { ValueMap } from '@placard/ui/charts';
import { useState } from 'react';
import { featureName } from '../names/feature-names.ts';
import { useThingNames } from '../names/use-thing-names.ts';

/** Values that the model treats alike lie together: two principal components of a feature's embeddings. */
export function InterestMap({ maps }: { maps: ModelExplanation['maps'] }) {
  const [chosen, setChosen] = useState(maps[0]?.feature);
  const map = maps.find(({ feature }) => feature === chosen) ?? maps[0];
  const nameOf = useThingNames(map?.points.map(({ value }) => value) ?? []);
  if (!map) {
    return (
      <Card title="Map of interests">
        <EmptyState
          title="No map"
          description="No feature of this model has enough values of its own to lay out."
        />
      </Card>
    );
  }
  const [first, second] = map.explained.map((part) => formatPercent(part, { decimals: 0 }));
  return (
    <Card
      title="Map of interests"
      description="Values that the model treats alike lie together."
      actions={
        <Select
          aria-label="Feature of the map"
          size="sm"
          className="w-52"
          options={maps.map(({ feature }) => ({ value: feature, label: featureName(feature) }))}
          value={map.feature}
          onValueChange={setChosen}
        />
      }
    >
      <ValueMap
        key={map.feature}
        title={featureName(map.feature)}
        description={`Two principal components, ${first} and ${second} of the variance. Point at a dot, or use the arrow keys.`}
        points={map.points.map((point) => ({ ...point, value: nameOf(point.value) }))}
      />
    </Card>
  );
}
