import type { GateResult } from '@placard/contracts';
import { type GateEvidence, pass, refuse } from './gate.ts';

const MEBIBYTE = 1024 * 1024;
/** Every ad-server holds each champion and each trial in memory. */
const LIMIT_BYTES = 512 * MEBIBYTE;

/** The artefact's files together. */
export function sizeGate({ files }: GateEvidence): GateResult {
  const bytes = Object.values(files).reduce((sum, file) => sum + file.byteLength, 0);
  const figures = { bytes, limitBytes: LIMIT_BYTES };
  const text = `${(bytes / MEBIBYTE).toFixed(2)} MiB, at most ${LIMIT_BYTES / MEBIBYTE} MiB`;
  return bytes <= LIMIT_BYTES ? pass('size', text, figures) : refuse('size', text, figures);
}
