import type { Random } from '@placard/domain';

type Box = { readonly width: number; readonly height: number };
/** Soft shapes in white, drawn under the words. */
type Motif = (box: Box, random: Random) => string;

const n = (value: number) => value.toFixed(1);
const times = (count: number, draw: (index: number) => string) =>
  Array.from({ length: count }, (_, index) => draw(index)).join('');

const rings: Motif = ({ width, height }, random) => {
  const cx = width * (0.65 + 0.3 * random());
  const cy = height * (0.2 + 0.5 * random());
  const reach = Math.max(width, height);
  return times(4, (i) =>
    circle(
      cx,
      cy,
      reach * (0.16 + 0.15 * i),
      `fill="none" stroke="#fff" stroke-width="${n(reach * 0.02)}" opacity="${0.26 - i * 0.05}"`,
    ),
  );
};

const hills: Motif = ({ width, height }, random) =>
  times(3, (i) => {
    const y = height * (0.55 + 0.14 * i);
    const lift = height * (0.1 + 0.15 * random());
    const d = `M0 ${n(y)}Q${n(width / 4)} ${n(y - lift)} ${n(width / 2)} ${n(y)}T${width} ${n(y)}V${height}H0Z`;
    return `<path d="${d}" fill="#fff" opacity="${0.1 + i * 0.05}"/>`;
  });

const bubbles: Motif = ({ width, height }, random) =>
  times(9, () => {
    const radius = Math.min(width, height) * (0.04 + 0.2 * random());
    const opacity = 0.06 + 0.12 * random();
    return circle(
      width * random(),
      height * random(),
      radius,
      `fill="#fff" opacity="${opacity.toFixed(2)}"`,
    );
  });

const facets: Motif = ({ width, height }, random) =>
  times(6, (i) => {
    const x = (width / 6) * i;
    const peak = `${n(x + width * (0.1 + 0.2 * random()))},${n(height * random())}`;
    return polygon(
      `${n(x)},${height} ${peak} ${n(x + width * 0.34)},${height}`,
      0.07 + 0.07 * random(),
    );
  });

const stripes: Motif = ({ width, height }, random) => {
  const step = width * (0.06 + 0.06 * random());
  return times(Math.ceil((width + height) / step / 2), (i) => {
    const x = i * 2 * step;
    return polygon(
      `${n(x)},0 ${n(x + step)},0 ${n(x + step - height)},${height} ${n(x - height)},${height}`,
      0.09,
    );
  });
};

const rays: Motif = ({ width, height }, random) => {
  const cx = width * (0.7 + 0.25 * random());
  const cy = height * (0.15 + 0.2 * random());
  const at = (turn: number) => {
    const angle = turn * 2 * Math.PI;
    return `${n(cx + (width + height) * Math.cos(angle))},${n(cy + (width + height) * Math.sin(angle))}`;
  };
  const beams = times(12, (i) =>
    polygon(`${n(cx)},${n(cy)} ${at(i / 12)} ${at((i + 0.45) / 12)}`, 0.08),
  );
  return beams + circle(cx, cy, Math.min(width, height) * 0.13, 'fill="#fff" opacity="0.35"');
};

const MOTIFS: readonly Motif[] = [rings, hills, bubbles, facets, stripes, rays];

/** One motif of the set, varied by `random`. */
export function drawMotif(index: number, box: Box, random: Random): string {
  return MOTIFS[index % MOTIFS.length]!(box, random);
}

function circle(cx: number, cy: number, r: number, attributes: string): string {
  return `<circle cx="${n(cx)}" cy="${n(cy)}" r="${n(r)}" ${attributes}/>`;
}

function polygon(points: string, opacity: number): string {
  return `<polygon points="${points}" fill="#fff" opacity="${opacity.toFixed(2)}"/>`;
}
