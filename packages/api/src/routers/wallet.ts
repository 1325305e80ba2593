import { statementInput, topUp, topUpInput, walletStatement } from '@placard/services';
import { procedure, router } from '../trpc.ts';

export const walletRouter = router({
  statement: procedure.input(statementInput).query(walletStatement),
  topUp: procedure.input(topUpInput).mutation(topUp),
});
