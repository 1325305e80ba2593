import type { CreativePayload, DecisionResponse, NoFillReason } from '@placard/contracts';

/** What a page learns of one slot's decision: enough to show why the ad is there. */
export type DecisionDetail = {
  readonly slotId: string;
  readonly placementId: string;
  readonly element: HTMLElement;
  readonly decisionId: string;
  readonly ad: {
    readonly adId: string;
    readonly creative: CreativePayload;
    readonly house: boolean;
  } | null;
  readonly noFill: { readonly nbr: number; readonly reason: NoFillReason } | null;
  readonly explanation: NonNullable<DecisionResponse['slots'][number]['explanation']> | null;
};

export type PlacardEvents = {
  decision: (detail: DecisionDetail) => void;
  impression: (detail: DecisionDetail) => void;
  viewable: (detail: DecisionDetail) => void;
};

/**
 * `window.placard`. Before the script has loaded a page may set it to an array of functions; each is called
 * with this once it has: `(window.placard ||= []).push((placard) => placard.on('decision', show))`.
 */
export type Placard = {
  /** Calls `listener` for every such event, past ones included; returns how to stop. */
  readonly on: <E extends keyof PlacardEvents>(event: E, listener: PlacardEvents[E]) => () => void;
  /** The viewer's choice on personalised ads. `false` forgets the viewer key at once. */
  readonly consent: (personalization: boolean) => void;
  /** Forgets the viewer key; the next page view starts as somebody new. */
  readonly forget: () => void;
  /** Fills slots added to the page since the last look. */
  readonly scan: () => void;
  /** The key this browser goes by, or null without consent. */
  readonly viewerKey: () => string | null;
  readonly push: (callback: (placard: Placard) => void) => void;
};
