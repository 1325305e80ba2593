import { normalSample, type Random } from '@placard/domain';
import { COUNTRIES, type Country } from './country.ts';
import { DEVICES, type Device } from './device.ts';
import { dirichletSample, dot, weightedIndex } from './dirichlet.ts';

/** A person with latent interests. What the platform may see: key, attributes, country, device. */
export type SimulatedViewer = {
  readonly viewerKey: string;
  /** Interests wander between these two points of the topic simplex. */
  readonly interestsFrom: readonly number[];
  readonly interestsTo: readonly number[];
  /** Where on the way between them the viewer stands at time 0, in radians. */
  readonly driftPhase: number;
  /** Declared, and correlated with the interests. */
  readonly attributes: Readonly<Record<string, string>>;
  readonly country: Country;
  readonly device: Device;
  /** Local hour at which the viewer reads most. */
  readonly peakHour: number;
  readonly sessionsPerDay: number;
};

/** For each declared attribute and value, how strongly each topic speaks for it. */
export type AttributeLoadings = Readonly<
  Record<string, readonly { readonly value: string; readonly loading: readonly number[] }[]>
>;

export const ATTRIBUTE_VALUES = {
  age: ['18-24', '25-34', '35-44', '45-54', '55+'],
  gender: ['female', 'male'],
  household: ['single', 'couple', 'family'],
} as const satisfies Record<string, readonly string[]>;

const INTEREST_CONCENTRATION = 0.25;
const ATTRIBUTE_STRENGTH = 2.5;

export function sampleAttributeLoadings(topicCount: number, random: Random): AttributeLoadings {
  return Object.fromEntries(
    Object.entries(ATTRIBUTE_VALUES).map(([name, values]) => [
      name,
      values.map((value) => ({
        value,
        loading: Array.from({ length: topicCount }, () => normalSample(random)),
      })),
    ]),
  );
}

export function sampleViewer(
  viewerKey: string,
  topicCount: number,
  loadings: AttributeLoadings,
  random: Random,
): SimulatedViewer {
  const interestsFrom = dirichletSample(topicCount, INTEREST_CONCENTRATION, random);
  const elsewhere = dirichletSample(topicCount, INTEREST_CONCENTRATION, random);
  const attributes = Object.entries(loadings).map(([name, values]) => {
    const weights = values.map(({ loading }) =>
      Math.exp(ATTRIBUTE_STRENGTH * dot(interestsFrom, loading)),
    );
    return [name, values[weightedIndex(weights, random)]!.value] as const;
  });
  return {
    viewerKey,
    interestsFrom,
    // Drift is partial: people change, they do not become others.
    interestsTo: interestsFrom.map((weight, i) => 0.5 * weight + 0.5 * elsewhere[i]!),
    driftPhase: random() * 2 * Math.PI,
    attributes: Object.fromEntries(attributes),
    country:
      COUNTRIES[
        weightedIndex(
          COUNTRIES.map((c) => c.weight),
          random,
        )
      ]!,
    device:
      DEVICES[
        weightedIndex(
          DEVICES.map((d) => d.weight),
          random,
        )
      ]!,
    peakHour: (12 + 9 * random()) % 24,
    sessionsPerDay: Math.exp(normalSample(random) * 0.6) * 0.8,
  };
}
