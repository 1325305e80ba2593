/** Every number that we lock in Postgres, in one place: two uses of one number wait for each other for ever. */
export const ADVISORY_LOCKS = {
  migrations: 7_265_001,
  firstAdmin: 7_265_002,
  consumerLeader: 7_265_003,
} as const;
