/** One logged decision of a behaviour policy, seen with the eyes of another policy that is to be judged. */
export interface LoggedRound {
  /** Click, revenue or any other outcome of the action that was taken. */
  readonly reward: number;
  /** P(action | context) under the policy that decided: above 0, or the log cannot be reweighted. */
  readonly propensity: number;
  /** P(the same action | context) under the policy to be judged. */
  readonly policyPropensity: number;
}

/** A round with what a reward model, fitted on other rounds, expects of it. */
export interface ModelledRound extends LoggedRound {
  /** q(x, a): of the action that was taken. */
  readonly modelledReward: number;
  /** Sum over actions of policy(a | x) q(x, a): of the policy to be judged. */
  readonly modelledPolicyReward: number;
}
