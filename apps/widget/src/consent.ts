import type { Consent } from '@placard/contracts';

type TcData = {
  readonly eventStatus?: string;
  readonly gdprApplies?: boolean;
  readonly tcString?: string;
  readonly purpose?: { readonly consents?: Record<number, boolean> };
};
type GppData = {
  readonly eventName?: string;
  readonly data?: unknown;
  readonly pingData?: {
    readonly signalStatus?: string;
    readonly gppString?: string;
    readonly parsedSections?: Record<string, unknown>;
  };
};
type ConsentWindow = Window & {
  __tcfapi?: (
    command: string,
    version: number,
    callback: (data: TcData, success: boolean) => void,
  ) => void;
  __gpp?: (command: string, callback: (data: GppData, success: boolean) => void) => void;
};

/** Storage, profiling and personalised selection: the TCF purposes that need consent here. */
const PURPOSES = [1, 3, 4];
const OPT_OUTS = ['SaleOptOut', 'SharingOptOut', 'TargetedAdvertisingOptOut'];

/**
 * Reports the viewer's choice each time it becomes known or changes. `declared` is the tag's data-consent:
 * "granted", "denied", or "required" (wait for the page or its consent platform). Without it a consent
 * platform on the page is asked and waited for; with neither, ads are served without personalization.
 */
export function watchConsent(
  declared: string | undefined,
  report: (consent: Consent) => void,
): void {
  const { __tcfapi, __gpp } = window as ConsentWindow;
  const refused = (navigator as { globalPrivacyControl?: boolean }).globalPrivacyControl === true;
  if (declared === 'granted' || declared === 'denied') {
    report({ personalization: declared === 'granted' && !refused });
  } else if (__tcfapi) {
    __tcfapi('addEventListener', 2, (data, success) => {
      if (!success || data.eventStatus === 'cmpuishown') return;
      const { consents = {} } = data.purpose ?? {};
      const allowed = data.gdprApplies === false || PURPOSES.every((purpose) => consents[purpose]);
      report({
        personalization: allowed && !refused,
        ...(data.tcString ? { tcf: data.tcString } : {}),
      });
    });
  } else if (__gpp) {
    __gpp('addEventListener', ({ pingData }, success) => {
      if (!success || pingData?.signalStatus !== 'ready') return;
      report({
        personalization: !refused && !optedOut(pingData.parsedSections),
        ...(pingData.gppString ? { gpp: pingData.gppString } : {}),
      });
    });
  } else if (declared !== 'required') {
    report({ personalization: false });
  }
}

/** Sections are objects or lists of segment objects; 1 means the viewer opted out. */
function optedOut(sections: Record<string, unknown> | undefined): boolean {
  return Object.values(sections ?? {})
    .flat()
    .some((segment) => OPT_OUTS.some((name) => (segment as Record<string, unknown>)?.[name] === 1));
}
