import {
  advertiserDelivery,
  advertiserReportInput,
  exportAdvertiserCsv,
  exportPublisherCsv,
  publisherReportInput,
  publisherRevenue,
} from '@placard/services';
import { procedure, router } from '../trpc.ts';

export const reportRouter = router({
  advertiserDelivery: procedure.input(advertiserReportInput).query(advertiserDelivery),
  exportAdvertiserCsv: procedure.input(advertiserReportInput).query(exportAdvertiserCsv),
  publisherRevenue: procedure.input(publisherReportInput).query(publisherRevenue),
  exportPublisherCsv: procedure.input(publisherReportInput).query(exportPublisherCsv),
});
