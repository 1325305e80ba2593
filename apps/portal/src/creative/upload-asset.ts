import superjson from 'superjson';
import { z } from 'zod';
import type { ApiOutputs } from '../trpc/outputs.ts';

export type UploadedAsset = ApiOutputs['asset']['upload'];

const answerSchema = z.union([
  z.object({ result: z.object({ data: z.custom<Parameters<typeof superjson.deserialize>[0]>() }) }),
  z.object({ error: z.custom<Parameters<typeof superjson.deserialize>[0]>() }),
]);

/**
 * Sends an image to `asset.upload`. By XMLHttpRequest, because fetch does not tell how much of the
 * upload has gone. @throws what the API refused, in tRPC's shape
 */
export function uploadAsset(
  file: File,
  onProgress: (ratio: number) => void,
): Promise<UploadedAsset> {
  const form = new FormData();
  form.set('file', file);
  form.set('kind', 'image');
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.upload.onprogress = ({ loaded, total }) => onProgress(total > 0 ? loaded / total : 0);
    request.onerror = () => reject(new Error('unreachable'));
    request.onload = () => {
      const answer = answerSchema.safeParse(parseJson(request.responseText));
      if (!answer.success) reject(new Error('unreadable'));
      else if ('error' in answer.data) reject(superjson.deserialize(answer.data.error));
      else resolve(superjson.deserialize<UploadedAsset>(answer.data.result.data));
    };
    request.open('POST', '/api/trpc/asset.upload');
    request.send(form);
  });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
