'use client';

import type { AttentionMap, AttentionPlace } from '@placard/contracts';
import { Card, EmptyState, Select } from '@placard/ui';
import { HeatMap } from '@placard/ui/charts';
import { useState } from 'react';
import { featureName } from '../../model/names/feature-names.ts';
import { useThingNames } from '../../model/names/use-thing-names.ts';
import { headOf } from './attention-head.ts';

const MEAN = 'mean';

/** What a model weighed by what in a decision: one matrix a layer or history, and a head of it at a time. */
export function AttentionView({
  maps,
  modelName,
}: {
  maps: readonly AttentionMap[];
  modelName: string;
}) {
  // The first that has something to show.
  const [index, setIndex] = useState(() =>
    Math.max(
      0,
      maps.findIndex(({ columns }) => columns.length > 0),
    ),
  );
  const [head, setHead] = useState(MEAN);
  const map = maps[index] ?? maps[0];
  const nameOf = useThingNames(
    maps.flatMap(({ rows, columns }) => [...rows, ...columns]).map(wordOf),
  );
  if (!map) return null;
  const places = (of: readonly AttentionPlace[]) => of.map((place) => placeText(place, nameOf));
  const { heads } = map;
  return (
    <Card
      title="Attention"
      description={`What ${modelName} weighed by what. ${
        map.sumsToOne
          ? 'The weights of a row are shares of one.'
          : 'Weights of any size and sign: a strong interest stays strong.'
      }`}
      actions={
        <>
          {maps.length > 1 && (
            <Select
              aria-label="Attention of"
              size="sm"
              className="w-56"
              options={maps.map((each, i) => ({ value: String(i), label: mapName(each, i) }))}
              value={String(index)}
              onValueChange={(next) => {
                setIndex(Number(next));
                setHead(MEAN);
              }}
            />
          )}
          {heads.length > 1 && (
            <Select
              aria-label="Head"
              size="sm"
              className="w-36"
              options={[
                { value: MEAN, label: 'Mean of heads' },
                ...heads.map((_, i) => ({ value: String(i), label: `Head ${i + 1}` })),
              ]}
              value={head}
              onValueChange={setHead}
            />
          )}
        </>
      }
    >
      {map.columns.length === 0 ? (
        <EmptyState
          title="No history"
          description="The viewer had none at the decision: there was nothing to weigh."
        />
      ) : (
        <HeatMap
          key={index}
          title={mapName(map, index)}
          rowLabel={axisName(map.rows)}
          columnLabel={axisName(map.columns)}
          rows={places(map.rows)}
          columns={places(map.columns)}
          values={headOf(map, head === MEAN ? null : Number(head))}
        />
      )}
    </Card>
  );
}

function wordOf(place: AttentionPlace): string | null {
  return place.kind === 'history' || place.kind === 'candidate' ? place.value : null;
}

function placeText(place: AttentionPlace, nameOf: (value: string) => string): string {
  switch (place.kind) {
    case 'feature':
      return featureName(place.feature);
    case 'candidate':
      return place.value === null ? 'This ad' : `This ad: ${nameOf(place.value)}`;
    case 'history':
      return `${place.place + 1}. ${nameOf(place.value)}${place.known ? '' : ' (not learnt)'}`;
    case 'interest':
      return `Interest ${place.index + 1}`;
  }
}

function mapName(map: AttentionMap, index: number): string {
  if (map.history === null) {
    return map.columns[0]?.kind === 'interest'
      ? `Interests picked, ${index + 1}`
      : `Between features, layer ${index + 1}`;
  }
  return `${featureName(map.history)}, newest first`;
}

function axisName([first, second]: readonly AttentionPlace[]): string {
  if (first?.kind === 'candidate') return second ? 'the ad, then the history' : 'the ad';
  if (first?.kind === 'history') return 'the history';
  return first?.kind === 'interest' ? 'interests' : 'features';
}
