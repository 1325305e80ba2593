export { type AccountRef, type Posting, postTransaction } from './post-transaction.ts';
export * from './schemas.ts';
export { walletStatement } from './statement.ts';
export { topUp } from './top-up.ts';
