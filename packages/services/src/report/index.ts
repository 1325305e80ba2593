export { advertiserDelivery } from './advertiser-delivery.ts';
export { csvText } from './csv.ts';
export { exportAdvertiserCsv, exportPublisherCsv } from './export-csv.ts';
export { publisherRevenue } from './publisher-revenue.ts';
export * from './schemas.ts';
