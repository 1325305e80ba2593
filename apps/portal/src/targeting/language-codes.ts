/** Primary subtags offered in the list; any other can be typed. */
export const LANGUAGE_CODES = (
  'ar bg bn ca cs da de el en es et eu fa fi fil fr gl gu he hi hr hu id is it ja kn ko ' +
  'lt lv ml mr ms nb nl no pa pl pt ro ru sk sl sr sv sw ta te th tr uk ur vi zh zu'
).split(' ');
