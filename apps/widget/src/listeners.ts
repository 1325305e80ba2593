import type { DecisionDetail, PlacardEvents } from './public-api.ts';

type EventName = keyof PlacardEvents;
type Listener = (detail: DecisionDetail) => void;

/** The page's listeners. Late ones hear what has happened already; a failing one disturbs nobody else. */
export function createListeners() {
  const past: [EventName, DecisionDetail][] = [];
  const listeners = new Set<readonly [EventName, Listener]>();

  const call = (listener: Listener, detail: DecisionDetail) => {
    try {
      listener(detail);
    } catch (error) {
      reportError(error);
    }
  };

  return {
    emit(event: EventName, detail: DecisionDetail): void {
      past.push([event, detail]);
      for (const [name, listener] of listeners) if (name === event) call(listener, detail);
    },
    on(event: EventName, listener: Listener): () => void {
      const entry = [event, listener] as const;
      listeners.add(entry);
      for (const [name, detail] of past) if (name === event) call(listener, detail);
      return () => listeners.delete(entry);
    },
  };
}
