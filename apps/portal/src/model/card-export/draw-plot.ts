import type PDFDocument from 'pdfkit';

type Point = { readonly x: number; readonly y: number };

type Plot = {
  readonly title: string;
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  readonly series: readonly {
    readonly points: readonly Point[];
    readonly dots: boolean;
    readonly color: string;
  }[];
  /** Both axes from zero to the same end, with the line where both are equal. */
  readonly diagonal: boolean;
};

/** A small plot with the ends of its axes written out. */
export function drawPlot(document: InstanceType<typeof PDFDocument>, plot: Plot): void {
  const { title, left, top, width, height, series, diagonal } = plot;
  const all = series.flatMap(({ points }) => points);
  document.font('Helvetica-Bold').fontSize(8).fillColor('black').text(title, left, top, { width });
  const frame = { left: left + 34, top: top + 14, width: width - 34, height: height - 14 };
  document.lineWidth(0.5).strokeColor('#888888');
  document.rect(frame.left, frame.top, frame.width, frame.height).stroke();
  document.font('Helvetica').fontSize(7);
  if (all.length === 0) {
    document.text('Nothing was kept of it.', frame.left + 8, frame.top + 8);
    return;
  }
  const end = Math.max(...all.flatMap(({ x, y }) => [x, y]));
  const x = diagonal ? { from: 0, to: end } : extent(all.map((point) => point.x));
  const y = diagonal ? { from: 0, to: end } : extent(all.map((point) => point.y));
  const across = (value: number) => frame.left + frame.width * share(value, x);
  const up = (value: number) => frame.top + frame.height * (1 - share(value, y));
  if (diagonal) {
    document.dash(2, {}).moveTo(across(0), up(0)).lineTo(across(end), up(end)).stroke().undash();
  }
  for (const { points, dots, color } of series) {
    document.strokeColor(color).fillColor(color).lineWidth(1);
    points.forEach((point, i) => {
      if (i === 0) document.moveTo(across(point.x), up(point.y));
      else document.lineTo(across(point.x), up(point.y));
    });
    if (points.length > 1) document.stroke();
    if (dots) for (const point of points) document.circle(across(point.x), up(point.y), 1.8).fill();
  }
  document.fillColor('black');
  const label = (value: number) => String(Number(value.toPrecision(3)));
  document.text(label(y.to), left, frame.top, { width: 31, align: 'right' });
  document.text(label(y.from), left, frame.top + frame.height - 7, { width: 31, align: 'right' });
  const below = frame.top + frame.height + 3;
  document.text(label(x.from), frame.left, below, { width: 60 });
  document.text(label(x.to), frame.left + frame.width - 60, below, { width: 60, align: 'right' });
}

type Extent = { readonly from: number; readonly to: number };

function extent(values: readonly number[]): Extent {
  return { from: Math.min(...values), to: Math.max(...values) };
}

function share(value: number, { from, to }: Extent): number {
  return to > from ? (value - from) / (to - from) : 0.5;
}
