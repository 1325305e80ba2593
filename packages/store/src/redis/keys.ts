/** Key names. What a script touches together shares a {hash tag}, so that Redis Cluster keeps it in one slot. */
export type Keys = ReturnType<typeof createKeys>;

export function createKeys(prefix: string) {
  const viewer = (marketId: string, viewerKey: string) => `${prefix}{v:${marketId}:${viewerKey}}`;
  const advertiser = (advertiserId: string) => `${prefix}{a:${advertiserId}}`;
  return {
    profile: (marketId: string, viewerKey: string) => `${viewer(marketId, viewerKey)}:profile`,
    /** By ad group id, the showings that count: `leavesAtMs,decisionId,windowMs;` each. */
    showings: (marketId: string, viewerKey: string) => `${viewer(marketId, viewerKey)}:showings`,
    /**
     * Money of one advertiser: `w` wallet balance, `wh` held of it; per campaign `t:` spent and `th:` held in
     * all, per campaign and day `d:` spent and `dh:` held.
     */
    money: (advertiserId: string) => `${advertiser(advertiserId)}:money`,
    /** By decision id, `campaignId,day,micros`. */
    holds: (advertiserId: string) => `${advertiser(advertiserId)}:holds`,
    /** Decision ids by expiry. */
    expiries: (advertiserId: string) => `${advertiser(advertiserId)}:expiries`,
    settled: (advertiserId: string, decisionId: string) =>
      `${advertiser(advertiserId)}:settled:${decisionId}`,
    /** Every advertiser that ever held, for the sweep of expired holds. */
    advertisers: `${prefix}advertisers`,
    /** Counters as `impressions,clicks,conversions`: `m`, `c:<category>`, `a:<ad id>`; position `x`, `s`; version `n`. */
    stats: (marketId: string) => `${prefix}{s:${marketId}}:stats`,
    /** Counter fields by the version that last changed them. */
    statsChanged: (marketId: string) => `${prefix}{s:${marketId}}:changed`,
    /** Version `n` and `json` of all pacing rates. */
    pacing: `${prefix}pacing`,
    /** By market id, `n:<id>` a version and `json:<id>` what was learnt online. */
    online: `${prefix}online`,
    position: (consumer: string) => `${prefix}position:${consumer}`,
    snapshot: `${prefix}snapshot`,
    snapshotChannel: `${prefix}snapshot-published`,
  };
}
