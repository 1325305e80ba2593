import type { DecisionRequest } from '@placard/contracts';
import { newId, type TargetingFacts } from '@placard/domain';
import { interestTags, type RequestReading, type ViewerReading } from '@placard/ranking';

/** What the transport knows of a request beyond its body. */
export type RequestFacts = {
  readonly device: 'desktop' | 'phone' | 'tablet' | 'tv' | null;
  readonly os: string | null;
  readonly browser: string | null;
  /** ISO 3166-1 alpha-2; the request body's `viewer.country` wins over it. */
  readonly country: string | null;
  /** BCP 47; the page's `language` wins over it. */
  readonly language: string | null;
  /** Audience ids the viewer belongs to. */
  readonly audiences?: readonly string[];
  /** Came with a server key: `restrictToAds` and `excludeAds` are obeyed. */
  readonly trusted: boolean;
  /** Stands in for the clock; trusted callers only (replay). */
  readonly nowMs?: number;
};

/** A request made ready: consent applied, everything else as one moment saw it. */
export type ReadRequest = {
  readonly requestId: string;
  readonly nowMs: number;
  readonly body: DecisionRequest;
  readonly facts: RequestFacts;
  /** Null without consent to personalization: then the key that was sent is not looked at again. */
  readonly viewerKey: string | null;
  readonly attributes: Readonly<Record<string, string>>;
  readonly country: string | null;
  readonly language: string | null;
};

const NO_ATTRIBUTES: Readonly<Record<string, string>> = {};
/** Each is logged as a feature with every decision: a page must not fill the log with them. */
const MAX_ATTRIBUTES = 20;

export function readRequest(
  body: DecisionRequest,
  facts: RequestFacts,
  clockMs: number,
): ReadRequest {
  const personal = body.consent.personalization;
  const nowMs = facts.trusted ? (facts.nowMs ?? clockMs) : clockMs;
  return {
    requestId: newId('req'),
    nowMs,
    body,
    facts,
    viewerKey: personal ? (body.viewer.key ?? null) : null,
    attributes: personal ? firstAttributes(body.viewer.attributes) : NO_ATTRIBUTES,
    country: (body.viewer.country ?? facts.country)?.toUpperCase() ?? null,
    language: primarySubtag(body.page.language ?? facts.language),
  };
}

/** The request as features see it at one placement. */
export function requestReading(
  { nowMs, body, facts, country, language }: ReadRequest,
  placement: { readonly placementId: string; readonly propertyId: string },
): RequestReading {
  return {
    nowMs,
    placementId: placement.placementId,
    propertyId: placement.propertyId,
    pageCategories: body.page.categories,
    pageKeywords: body.page.keywords,
    pageItemId: body.page.itemId ?? null,
    device: facts.device,
    os: facts.os,
    country,
    language,
  };
}

/** The request as targeting rules see it at one placement, in lower case; hours come per zone. */
export function targetingFacts(
  request: ReadRequest,
  reading: RequestReading,
  viewer: ViewerReading,
): TargetingFacts {
  const { facts, body } = request;
  return {
    country: one(request.country),
    language: one(request.language),
    device: one(facts.device),
    os: one(facts.os),
    browser: one(facts.browser),
    category: lower(body.page.categories),
    keyword: lower(body.page.keywords),
    property: [reading.propertyId],
    placement: [reading.placementId],
    audience: request.viewerKey === null ? [] : (facts.audiences ?? []),
    interest: viewer.profile
      ? interestTags(viewer.profile, request.nowMs).map(({ category }) => category.toLowerCase())
      : [],
    attribute: Object.entries(viewer.attributes).map(([name, value]) =>
      `${name}=${value}`.toLowerCase(),
    ),
  };
}

function firstAttributes(attributes: Readonly<Record<string, string>>) {
  const entries = Object.entries(attributes);
  return entries.length <= MAX_ATTRIBUTES
    ? attributes
    : Object.fromEntries(entries.slice(0, MAX_ATTRIBUTES));
}

function one(value: string | null): string[] {
  return value === null ? [] : [value.toLowerCase()];
}

function lower(values: readonly string[]): string[] {
  return values.map((value) => value.toLowerCase());
}

function primarySubtag(language: string | null): string | null {
  return language?.split('-', 1)[0]?.toLowerCase() || null;
}
