import type { DecisionDetail } from './public-api.ts';

const STYLE =
  ':host{overflow:hidden}iframe{display:block;border:0;width:100%;height:100%}' +
  'button,aside{font:11px/1.4 system-ui,sans-serif;color:#222;background:#fffd;border:0}' +
  'button{position:absolute;top:0;right:0;padding:2px 6px;border-radius:0 0 0 6px;cursor:pointer}' +
  'button:focus-visible{outline:2px solid #06c}' +
  'aside{position:absolute;inset:0;padding:8px 40px 8px 10px;overflow:auto;background:#fffe}' +
  'aside[hidden]{display:none}ul{margin:4px 0 0;padding-left:16px}' +
  '@media(prefers-color-scheme:dark){button,aside{color:#eee;background:#222e}}';

const LABEL = 'Ad · why?';

/** The "Ad" label over a creative; pressing it shows who paid and why the ad was chosen. */
export function labelledFrame(
  shadow: ShadowRoot,
  frame: HTMLIFrameElement,
  detail: DecisionDetail,
) {
  const style = element('style', STYLE);
  const button = element('button', LABEL);
  const panel = element('aside', '');
  const why = `Why this ad from ${detail.ad?.creative.advertiserName}?`;
  button.type = 'button';
  button.title = why;
  button.setAttribute('aria-expanded', 'false');
  panel.hidden = true;
  panel.append(element('b', why), element('ul', ''));
  const reasons = detail.explanation?.reasons ?? [];
  panel.lastElementChild?.append(...reasons.map((reason) => element('li', reason)));
  button.onclick = () => {
    panel.hidden = !panel.hidden;
    button.textContent = panel.hidden ? LABEL : 'Close';
    button.setAttribute('aria-expanded', String(!panel.hidden));
  };
  shadow.replaceChildren(style, frame, panel, button);
}

function element<T extends keyof HTMLElementTagNameMap>(name: T, text: string) {
  const created = document.createElement(name);
  created.textContent = text;
  return created;
}
