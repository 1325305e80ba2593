const WORDS: Record<string, string> = {
  'unknown-placement': 'Unknown placement',
  'no-eligible-ads': 'No eligible ads',
  'below-floor': 'Below the floor',
  'budget-exhausted': 'Budgets used up',
  'frequency-capped': 'Frequency capped',
  'not-ready': 'Not ready',
};

export function noFillText(reason: string): string {
  return WORDS[reason] ?? reason.replaceAll('-', ' ');
}
