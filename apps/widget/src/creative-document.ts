import type { CreativePayload } from '@placard/contracts';

/**
 * The document of a creative, for a sandboxed frame: no script may run in it, images come from the
 * creative's own origin alone, and its one link opens the click redirect in a new tab.
 */
export function creativeDocument(creative: CreativePayload, clickUrl: string): string {
  const { imageUrl, headline, body, callToAction, advertiserName, format } = creative;
  const imageOrigin = imageUrl ? new URL(imageUrl, location.href).origin : '';
  const image = imageUrl ? `<img src="${escaped(imageUrl)}" alt="${escaped(creative.alt)}">` : '';
  const text =
    format === 'image' && image
      ? ''
      : `<div>${part('small', advertiserName)}${part('b', headline)}${part('p', body)}${part('i', callToAction)}</div>`;
  return (
    `<!doctype html><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" ` +
    `content="default-src 'none';style-src 'unsafe-inline';img-src ${escaped(imageOrigin)};base-uri 'none';form-action 'none'">` +
    `<style>${STYLE}</style><a class="${format}" href="${escaped(clickUrl)}" target="_blank" rel="noopener sponsored">${image}${text}</a>`
  );
}

/** Text shrinks and turns with the frame, so that one creative suits a banner and a sidebar. */
const STYLE =
  ':root{color-scheme:light dark;font:15px/1.35 system-ui,sans-serif}html,body{height:100%;margin:0;overflow:hidden}' +
  'a{display:flex;height:100%;box-sizing:border-box;color:CanvasText;background:Canvas;text-decoration:none}' +
  'a:focus-visible{outline:3px solid Highlight;outline-offset:-3px}' +
  'img{display:block;width:100%;height:100%;object-fit:contain}' +
  '.native,.text{flex-direction:column;border:1px solid #8885}' +
  '.native img{flex:1;min-height:0;height:50%;object-fit:cover}' +
  'div{display:grid;gap:.35em;padding:.9em 1.1em;min-height:0;align-content:center;justify-items:start}' +
  'div:only-child{flex:1;padding:1.2em}div:only-child b{font-size:1.5em}' +
  'small{opacity:.7;font-size:.8em}b{font-size:1.15em;line-height:1.2;text-wrap:balance}p{margin:0;overflow:hidden}' +
  'i{font-style:normal;font-weight:600;margin-top:.3em;padding:.35em .9em;border-radius:9em;background:CanvasText;color:Canvas}' +
  '@media(max-height:130px){a.native,a.text{flex-direction:row}.native img{flex:0 0 auto;width:auto;height:100%;aspect-ratio:1.4}' +
  'div,div:only-child{flex:1;grid-template-columns:1fr auto;gap:.1em 1.2em;padding:.3em 1.2em}div:only-child b{font-size:1.2em}' +
  'small{display:none}i{grid-area:1/2/3;align-self:end;margin:0}}' +
  '@media(max-height:60px){p,i{display:none}div:only-child b,b{font-size:.95em}}';

function part(tag: string, text: string | null): string {
  return text ? `<${tag}>${escaped(text)}</${tag}>` : '';
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
