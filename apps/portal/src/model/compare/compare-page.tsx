'use client';

import { Card, Cell, EmptyState, HeaderCell, PageHeader, Table } from '@placard/ui';
import { CalibrationPlot, OverlaidCurves, RocCurve } from '@placard/ui/charts';
import { useQueries } from '@tanstack/react-query';
import NextLink from 'next/link';
import { Loaded } from '../../query/loaded.tsx';
import { Link } from '../../shell/link.tsx';
import { lossPoints } from '../../training/loss-points.ts';
import { useTRPC } from '../../trpc/client.ts';
import { kindName } from '../names/kind-names.ts';
import { settingName } from '../names/setting-names.ts';
import { useThingNames } from '../names/use-thing-names.ts';
import { type Compared, metricRows, settingRows, sliceRows } from './differences.ts';
import { FiguresTable } from './figures-table.tsx';

/** Versions beside one another; differences are from the first. */
export function ComparePage({ ids }: { ids: readonly `mdl_${string}`[] }) {
  const trpc = useTRPC();
  const query = useQueries({
    queries: ids.map((modelVersionId) => trpc.model.get.queryOptions({ modelVersionId })),
    combine: (results) => ({
      data: results.every(({ data }) => data)
        ? results.flatMap(({ data }) => (data ? [data] : []))
        : undefined,
      error: results.find(({ error }) => error)?.error,
      isPending: results.some(({ isPending }) => isPending),
      isFetching: results.some(({ isFetching }) => isFetching),
      refetch: () => results.map(({ refetch }) => refetch()),
    }),
  });
  return (
    <>
      <PageHeader
        title="Compare models"
        description="Differences are from the first. Versions judged on other test rows differ by their data too."
        link={Link}
        breadcrumbs={[{ label: 'Models', href: '/admin/models' }]}
      />
      {ids.length < 2 ? (
        <EmptyState
          title="Choose two or more versions"
          description="Select them in the list of models, then press Compare."
        />
      ) : (
        <Loaded query={query} what="models">
          {(models) => <Comparison models={named(models)} />}
        </Loaded>
      )}
    </>
  );
}

/** Names that tell versions of one kind apart. */
function named(models: readonly (Omit<Compared, 'name'> & { kind: string; stage: string })[]) {
  return models.map(
    ({ id, kind, stage, card }, index): Compared => ({
      ...{ id, card },
      name: `${index + 1}: ${kindName(kind)} (${stage})`,
    }),
  );
}

function Comparison({ models }: { models: readonly Compared[] }) {
  const settings = settingRows(models);
  const nameOf = useThingNames(models.flatMap(({ card }) => card.slices.map(({ value }) => value)));
  return (
    <>
      <p className="flex flex-wrap gap-x-6 gap-y-1 text-sm">
        {models.map(({ id, name }) => (
          <NextLink
            key={id}
            href={`/admin/models/${id}`}
            className="text-accent-text hover:underline"
          >
            {name}
          </NextLink>
        ))}
      </p>
      <Card title="Metrics" flush>
        <FiguresTable
          label="Metric"
          rows={metricRows(models)}
          models={models}
          csvFileName="models-compared.csv"
        />
      </Card>
      <div className="grid items-start gap-6 lg:grid-cols-2 xl:grid-cols-3">
        <Card>
          <OverlaidCurves
            title="Validation loss"
            description="Log loss on the validation rows by training step."
            curves={models.map(({ name, card }) => ({
              label: name,
              points: lossPoints(card.curve).flatMap(({ step, validation }) =>
                validation === null ? [] : [{ x: step, y: validation }],
              ),
            }))}
            xLabel="Step"
            yLabel="Log loss"
          />
        </Card>
        <Card>
          <OverlaidCurves
            title="Training loss"
            description="Log loss on the training rows by training step."
            curves={models.map(({ name, card }) => ({
              label: name,
              points: lossPoints(card.curve).flatMap(({ step, train }) =>
                train === null ? [] : [{ x: step, y: train }],
              ),
            }))}
            xLabel="Step"
            yLabel="Log loss; the first may lie above the edge"
            capped
          />
        </Card>
        <Card>
          <RocCurve
            description="The diagonal is chance."
            curves={models.map(({ name, card }) => ({ label: name, points: card.rocPoints ?? [] }))}
            emptyText="These versions were trained before their curves were kept."
          />
        </Card>
      </div>
      <div className="grid items-start gap-6 lg:grid-cols-2 xl:grid-cols-3">
        {models.map(({ id, name, card }) => (
          <Card key={id}>
            <CalibrationPlot
              title={`Calibration of ${name}`}
              bins={card.calibrationBins.map(({ meanPredicted, meanObserved, count }) => ({
                ...{ predicted: meanPredicted, observed: meanObserved, count },
              }))}
            />
          </Card>
        ))}
      </div>
      <Card title="Slices" description="Log loss where a model may be weak." flush>
        <FiguresTable
          label="Slice"
          rows={sliceRows(models, nameOf)}
          models={models}
          csvFileName="slices-compared.csv"
          searchPlaceholder="Search slices"
        />
      </Card>
      <Card title="What was set differently" flush={settings.length > 0}>
        {settings.length > 0 ? (
          <Table label="What was set differently">
            <thead>
              <tr>
                <HeaderCell>Setting</HeaderCell>
                {models.map(({ id, name }) => (
                  <HeaderCell key={id} align="end">
                    {name}
                  </HeaderCell>
                ))}
              </tr>
            </thead>
            <tbody>
              {settings.map(({ label, values }) => (
                <tr key={label}>
                  <Cell>{settingName(label)}</Cell>
                  {models.map(({ id }, index) => (
                    <Cell key={id} align="end">
                      {values[index]}
                    </Cell>
                  ))}
                </tr>
              ))}
            </tbody>
          </Table>
        ) : (
          <p className="text-sm text-muted">
            Nothing: kind, data, seed and hyperparameters are the same.
          </p>
        )}
      </Card>
    </>
  );
}
