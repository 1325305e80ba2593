import { type TrainingMessage, trainingMessageSchema } from '../process/messages.ts';

/** What a line of a trainer's output says; null when it is no message but a line for the log. */
export function parseMessageLine(line: string): TrainingMessage | null {
  if (!line.startsWith('{"type":')) return null;
  try {
    return trainingMessageSchema.parse(JSON.parse(line));
  } catch {
    return null;
  }
}
