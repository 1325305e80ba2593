import type { Article, Topic } from './article.ts';
import { type Html, html } from './html.ts';

type Palette = {
  readonly sky: string;
  readonly far: string;
  readonly near: string;
  readonly glow: string;
};

/** Of each section, a day and an evening: its articles take turns. */
const PALETTES: Record<Topic, readonly [Palette, Palette]> = {
  running: [
    { sky: '#f3c98b', far: '#c96f4a', near: '#5b2e35', glow: '#fff0c9' },
    { sky: '#8fb3ad', far: '#4d7c74', near: '#1f3f43', glow: '#fdf1cf' },
  ],
  cooking: [
    { sky: '#efd9b4', far: '#b5533c', near: '#4a2a26', glow: '#fff6e0' },
    { sky: '#c9c3a0', far: '#5d7a5c', near: '#2c3a2e', glow: '#fff3d6' },
  ],
  travel: [
    { sky: '#a9c7cf', far: '#517a8c', near: '#1f3b4d', glow: '#fdebc8' },
    { sky: '#e5a98a', far: '#a5596a', near: '#43254a', glow: '#ffe9b8' },
  ],
  technology: [
    { sky: '#b9c4d9', far: '#5a6a94', near: '#262d4d', glow: '#ffe2a6' },
    { sky: '#e3cfa8', far: '#8a7350', near: '#3d3226', glow: '#fff3cf' },
  ],
  gardening: [
    { sky: '#d4dfae', far: '#7c9a52', near: '#2f4a2c', glow: '#fff3c4' },
    { sky: '#f0cdb8', far: '#a8734f', near: '#45342a', glow: '#fff2dc' },
  ],
  films: [
    { sky: '#8a7a9b', far: '#4d4063', near: '#221b33', glow: '#ffe8b0' },
    { sky: '#7393a7', far: '#3a5568', near: '#17222c', glow: '#ffe9c0' },
  ],
};

/** A drawn scene for an article, the same for the same article: the site loads no picture from anywhere. */
export function illustration({ topic, slug, place }: Article): Html {
  const shift = [...slug].reduce((sum, c) => (sum * 31 + c.charCodeAt(0)) % 997, 7);
  const palette = PALETTES[topic][place % 2 === 0 ? 0 : 1];
  const turned = place % 2 === 0 ? '' : 'matrix(-1 0 0 1 640 0)';
  // A pot needs the middle of the sky for its steam.
  const sunX = topic === 'cooking' ? 520 + (shift % 60) : 90 + (shift % 440);
  return html`<svg class="art" viewBox="0 0 640 360" preserveAspectRatio="xMidYMid slice" role="img" aria-label="Illustration: ${topic}">
    <rect width="640" height="360" fill="${palette.sky}"/><g transform="${turned}">
    <circle cx="${sunX}" cy="${96 + (shift % 50)}" r="${46 + (shift % 22)}" fill="${palette.glow}"/>
    ${SCENES[topic](palette, shift)}</g>
  </svg>`;
}

const SCENES: Record<Topic, (palette: Palette, shift: number) => Html> = {
  running: ({ far, near, glow }, shift) => html`
    <path d="M0 ${220 + (shift % 20)} Q160 ${130 + (shift % 50)} 330 210 T640 170 V360 H0Z" fill="${far}"/>
    <path d="M0 300 Q220 210 420 270 T640 240 V360 H0Z" fill="${near}"/>
    <path d="M${220 + (shift % 60)} 360 Q330 300 300 268 T${430 + (shift % 50)} 238" fill="none" stroke="${glow}" stroke-width="7" stroke-linecap="round" stroke-dasharray="2 15"/>`,
  cooking: ({ far, near, glow }, shift) => html`
    <rect y="262" width="640" height="98" fill="${near}"/>
    <path d="M${176 + (shift % 40)} 190 h260 q0 92 -84 92 h-92 q-84 0 -84 -92z" fill="${far}"/>
    <rect x="${160 + (shift % 40)}" y="178" width="292" height="18" rx="9" fill="${near}"/>
    <g fill="none" stroke="${glow}" stroke-width="8" stroke-linecap="round" opacity=".85">
      <path d="M258 156 q-18 -28 0 -54 t0 -50"/><path d="M308 156 q18 -28 0 -54 t0 -50"/><path d="M358 156 q-18 -28 0 -54 t0 -50"/></g>`,
  travel: ({ far, near, glow }, shift) => html`
    <path d="M0 250 L${110 + (shift % 40)} 130 L210 226 L${330 + (shift % 40)} 96 L470 232 L560 160 L640 230 V360 H0Z" fill="${far}"/>
    <rect y="262" width="640" height="98" fill="${near}"/>
    <g fill="${glow}" opacity=".8"><rect x="${110 + (shift % 80)}" y="284" width="150" height="5" rx="2"/><rect x="${170 + (shift % 80)}" y="304" width="220" height="5" rx="2"/><rect x="${90 + (shift % 80)}" y="326" width="110" height="5" rx="2"/></g>`,
  technology: ({ far, near, glow }, shift) => html`
    <rect x="${150 + (shift % 60)}" y="120" width="290" height="178" rx="14" fill="${near}"/>
    <rect x="${168 + (shift % 60)}" y="138" width="254" height="142" rx="6" fill="${far}"/>
    <g stroke="${glow}" stroke-width="5" fill="none" stroke-linejoin="round"><path d="M${190 + (shift % 60)} 236 h46 l22 -54 34 78 26 -46 h62"/></g>
    <path d="M0 318 H640 V360 H0Z" fill="${near}"/><rect x="${220 + (shift % 60)}" y="298" width="150" height="20" fill="${near}"/>`,
  gardening: ({ far, near, glow }, shift) => html`
    <path d="M0 286 Q320 246 640 286 V360 H0Z" fill="${near}"/>
    ${[110, 215, 320, 425, 530].map((x, i) => {
      const top = 120 + ((shift * (i + 3)) % 80);
      return html`<path d="M${x} 300 V${top}" stroke="${near}" stroke-width="7"/><path d="M${x} ${top + 66} q-54 -6 -62 -54 q54 0 62 54z M${x} ${top + 38} q54 -6 62 -54 q-54 0 -62 54z" fill="${far}"/><circle cx="${x}" cy="${top}" r="13" fill="${glow}"/>`;
    })}`,
  films: ({ far, near, glow }, shift) => html`
    <path d="M${80 + (shift % 40)} 190 L640 70 V330Z" fill="${glow}" opacity=".55"/>
    <rect x="24" y="158" width="${90 + (shift % 40)}" height="66" rx="10" fill="${near}"/>
    <circle cx="52" cy="132" r="34" fill="${far}"/><circle cx="112" cy="124" r="40" fill="${far}"/>
    <circle cx="52" cy="132" r="10" fill="${glow}"/><circle cx="112" cy="124" r="12" fill="${glow}"/>
    <path d="M0 330 q40 -34 80 0 q40 -34 80 0 q40 -34 80 0 q40 -34 80 0 q40 -34 80 0 q40 -34 80 0 q40 -34 80 0 q40 -34 80 0 V360 H0Z" fill="${near}"/>`,
};
