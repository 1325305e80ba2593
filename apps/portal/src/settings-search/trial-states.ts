import type { SearchTrial } from '@placard/contracts';

export const STATE_NAMES: Readonly<Record<SearchTrial['state'], string>> = {
  running: 'Running',
  pruned: 'Ended early',
  finished: 'Trained to its end',
  broken: 'Broke down',
  stopped: 'Stopped',
};
