const UNDER_WAY = ['queued', 'exporting', 'training', 'evaluating', 'publishing'];

export function isUnderWay(status: string): boolean {
  return UNDER_WAY.includes(status);
}
