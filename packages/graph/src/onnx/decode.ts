import { modelProto, type OnnxModel } from './model.ts';

export class ModelFormatError extends Error {
  override name = 'ModelFormatError';
}

/**
 * Parses ONNX bytes. Fields outside the subset are an error: what is not understood cannot be
 * judged safe. Throws ModelFormatError.
 */
export function decodeModel(bytes: Uint8Array): OnnxModel {
  let message: ReturnType<typeof modelProto.decode>;
  try {
    message = modelProto.decode(bytes);
  } catch (cause) {
    throw new ModelFormatError('not an ONNX model', { cause });
  }
  refuseUnknownFields(message, 'model');
  return modelProto.toObject(message, { longs: Number, arrays: true }) as OnnxModel;
}

function refuseUnknownFields(value: unknown, path: string): void {
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return;
  if ('$unknowns' in value && Array.isArray(value.$unknowns) && value.$unknowns.length > 0) {
    throw new ModelFormatError(`${path} has a field outside the ONNX subset in use`);
  }
  for (const [key, child] of Object.entries(value)) {
    refuseUnknownFields(child, Array.isArray(value) ? `${path}[${key}]` : `${path}.${key}`);
  }
}
