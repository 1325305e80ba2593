/** `npm run encoder`: brings the encoders of texts and images into the folder given, and shows that they work. */
import { cosine } from './content-encoder.ts';
import { fetchEncoder } from './fetch-encoder.ts';
import { IMAGE_ENCODER } from './image/image-encoder.ts';
import { loadImageEncoder } from './image/load-image-encoder.ts';
import { loadSentenceEncoder } from './sentence/load-sentence-encoder.ts';
import { SENTENCE_ENCODER } from './sentence/sentence-encoder.ts';

const [parent] = process.argv.slice(2);
if (!parent) throw new Error('say into which folder');
console.log(`${SENTENCE_ENCODER.name}: bringing it unless it is there (80 MB)`);
const folder = await fetchEncoder(parent, SENTENCE_ENCODER);
const sentences = await loadSentenceEncoder(SENTENCE_ENCODER.name, folder);
const pairs = [
  ['Trail running shoes with a grip for mud', 'Footwear for muddy mountain paths'],
  ['Trail running shoes with a grip for mud', 'A savings account with a fixed rate'],
] as const;
for (const pair of pairs) {
  const [a, b] = await sentences.encode(pair);
  console.log(`${cosine(a!, b!).toFixed(2)}  "${pair[0]}" and "${pair[1]}"`);
}
await sentences.dispose();
console.log(`${IMAGE_ENCODER.name}: bringing it unless it is there (17 MB)`);
const images = await loadImageEncoder(
  IMAGE_ENCODER.name,
  await fetchEncoder(parent, IMAGE_ENCODER),
);
console.log(`it gives ${images.dim} numbers an image`);
await images.dispose();
console.log(`they are in ${parent}`);
