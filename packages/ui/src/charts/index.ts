export * from './bar-chart.tsx';
export * from './calibration-plot.tsx';
export * from './histogram.tsx';
export * from './interval-plot.tsx';
export * from './loss-curve.tsx';
export * from './roc-curve.tsx';
export * from './sparkline.tsx';
export * from './time-series-chart.tsx';
