// The panel that shows why each ad is on the page, and the reader's choice on personalised ads.
const CHOICE = 'lantern.personalised-ads';
const OPEN = 'lantern.panel-open';
const decisions = new Map();
let placard;

function h(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith('on')) element.addEventListener(key.slice(2), value);
    else element.setAttribute(key, value);
  }
  element.append(...children.filter((child) => child !== null));
  return element;
}

const content = h('div');
const panel = h(
  'aside',
  { class: 'lens', id: 'lens', 'aria-label': 'Why these ads' },
  h(
    'header',
    {},
    h('h2', {}, 'Why these ads?'),
    h('button', { type: 'button', onclick: () => show(false) }, 'Close'),
  ),
  content,
);
const tab = h(
  'button',
  {
    class: 'lens-tab',
    type: 'button',
    'aria-controls': 'lens',
    onclick: () => show(!panel.classList.contains('open')),
  },
  'Why these ads?',
);
document.body.append(tab, panel);

function show(open) {
  panel.classList.toggle('open', open);
  tab.setAttribute('aria-expanded', String(open));
  sessionStorage.setItem(OPEN, open ? 'yes' : 'no');
}
show(sessionStorage.getItem(OPEN) === 'yes');
addEventListener('keydown', ({ key }) => key === 'Escape' && show(false));

function askChoice() {
  document.querySelector('.choice')?.remove();
  const choose = (choice) => () => {
    localStorage.setItem(CHOICE, choice);
    bar.remove();
    placard?.consent(choice === 'yes');
    draw();
  };
  const bar = h(
    'section',
    { class: 'choice', 'aria-label': 'Ad choices' },
    h(
      'p',
      {},
      'May this site show you ads that follow what you read here? Nothing is asked of the ad-server before you choose.',
    ),
    h(
      'div',
      {},
      h('button', { type: 'button', onclick: choose('yes') }, 'Yes, personalise'),
      h('button', { type: 'button', onclick: choose('no') }, 'No, thank you'),
    ),
  );
  document.body.append(bar);
}

function forget() {
  placard?.forget();
  location.reload();
}

const percent = (value, digits = 2) =>
  value === undefined ? '–' : `${(value * 100).toFixed(digits)} %`;
const money = (micros) => (micros === undefined ? '–' : (micros / 1e6).toFixed(4));
const predictorName = (predictor) =>
  !predictor
    ? 'no prediction'
    : predictor.kind === 'model'
      ? `model · ${predictor.modelKind}`
      : 'posterior mean';

function draw() {
  const choice = localStorage.getItem(CHOICE);
  const all = [...decisions.values()];
  const interests =
    all.map(({ explanation }) => explanation?.interests ?? []).find(({ length }) => length) ?? [];
  const strongest = Math.max(...interests.map(({ weight }) => weight), 0.001);
  const key = placard?.viewerKey();
  content.replaceChildren(
    h('h3', {}, 'You, to the ad-server'),
    choice === 'yes'
      ? h('p', { class: 'quiet' }, 'Known here as ', h('code', {}, key ?? '…'))
      : h(
          'p',
          { class: 'quiet' },
          choice === 'no' ? 'Nobody: ads follow the page alone.' : 'Not asked yet.',
        ),
    h('h3', {}, 'Your interests as of this page'),
    ...(interests.length
      ? interests.map(({ category, weight }) =>
          h(
            'div',
            { class: 'interest' },
            h('span', {}, category),
            h('span', {}, h('i', { style: `width:${(100 * weight) / strongest}%` })),
            h('span', {}, weight.toFixed(2)),
          ),
        )
      : [
          h(
            'p',
            { class: 'quiet' },
            choice === 'yes'
              ? 'None yet. Read an article or open an ad; they change with the next page.'
              : 'None are kept.',
          ),
        ]),
    h(
      'div',
      { class: 'actions' },
      h('button', { type: 'button', onclick: () => location.reload() }, 'Decide again'),
      h('button', { type: 'button', onclick: forget }, 'Forget me'),
      h('button', { type: 'button', onclick: askChoice }, 'Ad choices'),
    ),
    h('h3', {}, `This page: ${all.length} ${all.length === 1 ? 'slot' : 'slots'}`),
    ...(all.length
      ? all.map(card)
      : [h('p', { class: 'quiet' }, 'No decision has been made yet.')]),
  );
}

function card({ detail, seen, explanation = detail.explanation }) {
  const { ad, noFill, slotId, element } = detail;
  const point = (on) => () => {
    element.classList.toggle('pointed', on);
    if (on) element.scrollIntoView({ block: 'nearest', behavior: 'smooth' });
  };
  const fact = (name, value) => h('div', {}, h('dt', {}, name), h('dd', {}, value));
  const x = explanation ?? {};
  return h(
    'section',
    { class: 'why', onmouseenter: point(true), onmouseleave: point(false) },
    h(
      'div',
      { class: 'why-head' },
      h(
        'strong',
        {},
        ad
          ? ad.creative.headline || ad.creative.advertiserName
          : `No ad: ${noFill?.reason ?? 'unknown'}`,
      ),
      h('span', { class: 'badge' }, predictorName(x.predictor)),
    ),
    h(
      'p',
      { class: 'quiet' },
      `${slotId}${ad ? ` · ${ad.creative.advertiserName}${ad.house ? ' (house ad)' : ''}` : ''} · ${seen}`,
    ),
    x.reasons?.length ? h('ul', {}, ...x.reasons.map((reason) => h('li', {}, reason))) : null,
    ad
      ? h(
          'dl',
          {},
          fact('Predicted click rate', percent(x.pCtr)),
          fact(
            'Chance of being chosen',
            `${percent(x.propensity, 1)}${x.propensityEstimated ? ' (est.)' : ''}`,
          ),
          fact('Worth per 1,000', money(x.eCpmMicros)),
          fact('Clearing price', money(x.clearingPriceMicros)),
          fact('Chosen by', x.explored ? 'exploration' : 'highest rank'),
        )
      : null,
    x.funnel?.length
      ? h(
          'details',
          {},
          h('summary', {}, 'How the field narrowed'),
          h(
            'table',
            {},
            ...x.funnel.map(({ stage, kept, removed }) =>
              h(
                'tr',
                {},
                h('td', {}, stage),
                h('td', {}, String(kept)),
                h(
                  'td',
                  {},
                  Object.entries(removed)
                    .map(([why, n]) => `${n} ${why}`)
                    .join(', '),
                ),
              ),
            ),
          ),
        )
      : null,
  );
}

// The tag loads on its own time; it calls this when it is there.
window.placard ||= [];
window.placard.push((api) => {
  placard = api;
  const note = (seen) => (detail) => {
    const known = decisions.get(detail.slotId);
    decisions.set(detail.slotId, { ...known, detail, seen, explanation: detail.explanation });
    draw();
  };
  api.on('decision', note('decided'));
  api.on('impression', note('rendered'));
  api.on('viewable', note('seen for a second'));
  const choice = localStorage.getItem(CHOICE);
  if (choice) api.consent(choice === 'yes');
  draw();
});

document.querySelector('[data-choose-consent]').addEventListener('click', askChoice);
if (!localStorage.getItem(CHOICE)) askChoice();
draw();
