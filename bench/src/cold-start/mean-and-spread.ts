/** Of figures over seeds: `0.7001 (0.6990 to 0.7012)`. */
export function meanAndSpread(figures: readonly number[]): string {
  const mean = figures.reduce((sum, figure) => sum + figure, 0) / figures.length;
  const [least, most] = [Math.min(...figures), Math.max(...figures)].map((x) => x.toFixed(4));
  return `${mean.toFixed(4)} (${least} to ${most})`;
}
