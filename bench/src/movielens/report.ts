import type { Figures } from './kept-results.ts';

export interface ReportRow {
  readonly label: string;
  readonly figures: readonly Figures[];
}

/** A column of label, then each figure as its mean over seeds and its deviation; published rows have one. */
export function reportTable(names: readonly string[], rows: readonly ReportRow[]): string {
  const width = Math.max(...rows.map(({ label }) => label.length)) + 2;
  const header = ''.padEnd(width) + names.map((name) => name.padStart(15)).join('');
  const lines = rows.map(({ label, figures }) => {
    const cells = names.map((name) => cell(figures.flatMap((one) => one[name] ?? [])));
    return label.padEnd(width) + cells.map((text) => text.padStart(15)).join('');
  });
  return [header, ...lines].join('\n');
}

function cell(values: readonly number[]): string {
  if (values.length === 0) return '';
  const mean = values.reduce((a, b) => a + b, 0) / values.length;
  if (values.length === 1) return `${mean.toFixed(4)}      `;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return `${mean.toFixed(4)} ±${Math.sqrt(squares / (values.length - 1)).toFixed(3)}`;
}
