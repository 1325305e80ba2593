/** `npm run encoder`: brings the sentence encoder into the folder given, and shows that it works. */
import { cosine } from './content-encoder.ts';
import { fetchSentenceEncoder, SENTENCE_ENCODER } from './sentence/fetch-sentence-encoder.ts';
import { loadSentenceEncoder } from './sentence/load-sentence-encoder.ts';

const [parent] = process.argv.slice(2);
if (!parent) throw new Error('say into which folder');
console.log(`${SENTENCE_ENCODER.name}: bringing it unless it is there (80 MB)`);
const folder = await fetchSentenceEncoder(parent);
const encoder = await loadSentenceEncoder(SENTENCE_ENCODER.name, folder);
const pairs = [
  ['Trail running shoes with a grip for mud', 'Footwear for muddy mountain paths'],
  ['Trail running shoes with a grip for mud', 'A savings account with a fixed rate'],
] as const;
for (const pair of pairs) {
  const [a, b] = await encoder.encode(pair);
  console.log(`${cosine(a!, b!).toFixed(2)}  "${pair[0]}" and "${pair[1]}"`);
}
await encoder.dispose();
console.log(`it is in ${folder}`);
