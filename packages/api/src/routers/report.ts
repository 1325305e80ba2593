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
  advertiser: procedure.input(advertiserReportInput).query(advertiserDelivery),
  advertiserCsv: procedure.input(advertiserReportInput).query(exportAdvertiserCsv),
  publisher: procedure.input(publisherReportInput).query(publisherRevenue),
  publisherCsv: procedure.input(publisherReportInput).query(exportPublisherCsv),
});
