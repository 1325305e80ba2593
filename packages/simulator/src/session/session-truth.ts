/**
 * How ads work on a visit, beyond the click they ask for. Set once, from the models named here, before any policy was
 * tried on them.
 *
 * Each ad has a loudness in [0, 1], the clickbait of RecSim's long-term-satisfaction environment (Ie et al.,
 * arXiv:1909.04847): loud ads are clicked more and sour the visit. A viewer keeps a net exposure n to good and bad
 * ads: n <- memory n + 2 (1/2 - loudness) - repetition + noise, and satisfaction = 1 / (1 + exp(-sensitivity n)).
 */
export type SessionTruth = {
  /** Added to the click logit from the quietest ad to the loudest. RecSim: log engagement 5 against 4. */
  readonly clickLoudness: number;
  /** Added to the click logit from no satisfaction to full: ads that pleased are looked at (Hohnhold et al., KDD 2015). */
  readonly clickSatisfaction: number;
  /** Taken from the click logit for each recent showing of the ad's main topic in this visit: wear-out by topic. */
  readonly topicFatigue: number;
  /** Added to unwelcomeness for each recent showing of the same ad in this visit. */
  readonly repetition: number;
  /** Share of exposure, of topic fatigue and of carried interest left after a page view. RecSim: 0.7. */
  readonly memory: number;
  /** Of satisfaction to net exposure. RecSim has 0.01 for visits of 60 steps; these have about eight. */
  readonly sensitivity: number;
  /** Standard deviation of what else moves net exposure in a page view. RecSim: 0.05. */
  readonly innovation: number;
  /** P(the visit ends after a page view) at a satisfaction of one half. */
  readonly leaveRate: number;
  /** Taken from the logit of leaving from no satisfaction to full (Goldstein, McAfee and Suri, WWW 2013: annoying ads drive people off). */
  readonly leaveSatisfaction: number;
  /** How far interest moves to the topics of an ad that was clicked. RecSim's interest evolution: at most 0.3. */
  readonly carryOver: number;
  /** P(an ad enters the auction of a page view): pacing and targeting leave no page view all ads. */
  readonly auctionEntry: number;
};

export const DEFAULT_SESSION_TRUTH: SessionTruth = {
  clickLoudness: 1,
  clickSatisfaction: 1,
  topicFatigue: 0.5,
  repetition: 0.5,
  memory: 0.7,
  sensitivity: 0.5,
  innovation: 0.05,
  leaveRate: 0.12,
  leaveSatisfaction: 2,
  carryOver: 0.3,
  auctionEntry: 0.25,
};
