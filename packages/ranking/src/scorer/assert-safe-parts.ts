import { ARTEFACT_FILES, type ArtefactFile, type FeatureMap } from '@placard/contracts';
import { rowCount } from '../encode.ts';

const MEBIBYTE = 1024 * 1024;

/** JSON grows several times when parsed; the graph has a limit of its own. */
const MAX_BYTES: Readonly<Record<ArtefactFile, number>> = {
  'model.onnx': 256 * MEBIBYTE,
  'tables.bin': 2_047 * MEBIBYTE,
  'feature-map.json': 256 * MEBIBYTE,
  'golden.json': 16 * MEBIBYTE,
  'card.json': 16 * MEBIBYTE,
};

/** Refuses files too large to be looked at. @throws Error naming the file. */
export function assertSizes(files: Readonly<Record<ArtefactFile, Uint8Array>>): void {
  for (const file of ARTEFACT_FILES) {
    const { byteLength } = files[file];
    if (byteLength > MAX_BYTES[file]) {
      throw new Error(`${file} has ${byteLength} bytes, at most ${MAX_BYTES[file]} are read`);
    }
  }
}

/** What could be taken for a path or reach an object's prototype; a feature is named by neither. */
const UNSAFE_NAME = /[/\\\0]|\.\.|^__proto__$|^constructor$|^prototype$/;

/**
 * Refuses a feature map whose names could be more than names, whose tables lie over one another or are
 * smaller than what is looked up in them, and tables that hold what is no finite number. @throws Error
 */
export function assertSafeTables(map: FeatureMap, tables: Uint8Array): void {
  const features = map.features.map(({ name }) => name);
  const graphInputs = [
    ...map.inputs.map(({ input }) => input),
    ...(map.sequences ?? []).flatMap(({ input, mask }) => [input, mask]),
  ];
  const unsafe = [...features, ...graphInputs].find((name) => UNSAFE_NAME.test(name));
  if (unsafe !== undefined) throw new Error(`${JSON.stringify(unsafe)} is no name`);
  for (const names of [features, graphInputs]) {
    if (new Set(names).size !== names.length) throw new Error('a name is given twice');
  }
  const rowsOf = new Map(map.features.map((feature) => [feature.name, rowCount(feature)]));
  const inputs = [...map.inputs, ...(map.preRank ? [map.preRank.table] : [])];
  const parts = inputs.flatMap(({ dim, tables }) =>
    tables.map(({ feature, rows, byteOffset }) => {
      if (rows !== rowsOf.get(feature)) {
        throw new Error(`the table of ${feature} has ${rows} rows, not ${rowsOf.get(feature)}`);
      }
      return { feature, from: byteOffset, to: byteOffset + rows * dim * 4 };
    }),
  );
  parts.sort((a, b) => a.from - b.from);
  for (const [i, { feature, from }] of parts.entries()) {
    if (i > 0 && from < parts[i - 1]!.to) {
      throw new Error(`the table of ${feature} lies over that of ${parts[i - 1]!.feature}`);
    }
  }
  assertFinite(tables);
}

function assertFinite(tables: Uint8Array): void {
  const view = new DataView(tables.buffer, tables.byteOffset, tables.byteLength);
  for (let at = 0; at + 4 <= tables.byteLength; at += 4) {
    // An exponent of all ones: infinity or not a number.
    if ((view.getUint32(at, true) & 0x7f800000) === 0x7f800000) {
      throw new Error(`tables.bin holds what is no finite number at byte ${at}`);
    }
  }
}
