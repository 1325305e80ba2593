import { z } from 'zod';

const MAX_UPLOAD_BYTES = 10 * 1024 * 1024;

/** A multipart form with one `file` and, where it is not an image, its `kind`; never larger than an upload may be. */
export const uploadForm = z.instanceof(FormData).transform(async (form, context) => {
  const file = form.get('file');
  const refuse = (message: string) => {
    context.addIssue({ code: 'custom', path: ['file'], message });
    return z.NEVER;
  };
  if (!(file instanceof File)) return refuse('needs a file');
  if (file.size > MAX_UPLOAD_BYTES) return refuse('is larger than 10 MB');
  return {
    fileName: file.name || 'image',
    bytes: new Uint8Array(await file.arrayBuffer()),
    kind: form.get('kind') === 'logo' ? ('logo' as const) : ('image' as const),
  };
});
