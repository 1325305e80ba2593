import { z } from 'zod';

export const creativeSchema = z
  .object({
    name: z.string().trim().min(1, 'Give it a name.').max(120),
    format: z.enum(['image', 'native', 'text']),
    assetId: z.string().nullable(),
    alt: z.string().max(250),
    headline: z.string().max(90),
    body: z.string().max(300),
    callToAction: z.string().max(30),
    size: z.string(),
    landingUrl: z.string().trim().min(1, 'Enter the address of the landing page.').max(2048),
  })
  .superRefine((value, context) => {
    const fail = (path: string, message: string) =>
      context.addIssue({ code: 'custom', path: [path], message });
    if (value.format === 'image' && value.assetId === null) fail('assetId', 'Add an image.');
    if (value.format !== 'image' && value.headline.trim() === '')
      fail('headline', 'Write a headline.');
    if (value.format !== 'text' && value.assetId !== null && value.alt.trim() === '') {
      fail('alt', 'Say what the image shows.');
    }
  });
export type CreativeValues = z.infer<typeof creativeSchema>;

export const NEW_CREATIVE: CreativeValues = {
  name: '',
  format: 'image',
  assetId: null,
  alt: '',
  headline: '',
  body: '',
  callToAction: '',
  size: '300x250',
  landingUrl: '',
};

/** The version's content as the API takes it: an empty text is none, an image brings its own size. */
export function contentOf(values: CreativeValues) {
  const orNull = (text: string) => text.trim() || null;
  const [width = 300, height = 250] = values.size.split('x').map(Number);
  const isImage = values.format === 'image';
  return {
    assetId: values.format === 'text' ? null : (values.assetId as `ast_${string}` | null),
    alt: values.alt.trim(),
    headline: isImage ? null : orNull(values.headline),
    body: isImage ? null : orNull(values.body),
    callToAction: isImage ? null : orNull(values.callToAction),
    ...(isImage ? {} : { width, height }),
    landingUrl: values.landingUrl.trim(),
  };
}
