import { newId } from '@placard/domain';
import { PNG, type Victim } from './victim.ts';

/** Who may call it: anyone, anyone signed in, a member with a right, or platform staff. */
export type Access = 'anyone' | 'signed-in' | 'read' | 'buy' | 'sell' | 'manage' | 'staff';
export type Case = { readonly access: Access; readonly input?: (victim: Victim) => unknown };

const day = { fromDay: '2026-01-01', toDay: '2026-01-02' };
const of =
  <K extends keyof Victim>(...keys: K[]) =>
  (victim: Victim) =>
    Object.fromEntries(keys.map((key) => [key, victim[key]]));

const UNJUDGED = 'No gate has judged it, and this is a test.';

function uploadForm(): FormData {
  const form = new FormData();
  form.set('file', new File([PNG], 'upload.png'));
  return form;
}

/**
 * Every procedure with a valid input that names the victim's own things, in an order in which the rightful
 * caller can make all of these calls. A procedure that is missing here fails the test.
 */
export const CASES: Readonly<Record<string, Case>> = {
  'auth.whoami': { access: 'anyone' },
  'auth.sessions': { access: 'signed-in' },
  'auth.chooseOrganization': { access: 'signed-in', input: of('organizationId') },
  'auth.changePassword': {
    access: 'signed-in',
    input: () => ({
      currentPassword: 'a long enough password',
      newPassword: 'another long password',
    }),
  },
  'organization.rename': { access: 'manage', input: () => ({ name: 'Renamed' }) },
  'organization.audit': { access: 'read', input: () => ({}) },
  'member.list': { access: 'read' },
  'member.add': {
    access: 'manage',
    input: () => ({ name: 'N', email: `${newId('usr')}@new.example`, role: 'viewer' }),
  },
  'member.setRole': {
    access: 'manage',
    input: ({ membershipId }) => ({ membershipId, role: 'viewer' }),
  },
  'apiKey.list': { access: 'read' },
  'apiKey.create': { access: 'manage', input: () => ({ name: 'K' }) },
  'apiKey.revoke': { access: 'manage', input: of('apiKeyId') },
  'advertiser.list': { access: 'read' },
  'advertiser.create': { access: 'buy', input: () => ({ name: 'A' }) },
  'advertiser.update': { access: 'buy', input: of('advertiserId') },
  'wallet.statement': {
    access: 'read',
    input: ({ advertiserId }) => ({ advertiserId, ...day }),
  },
  'wallet.topUp': {
    access: 'buy',
    input: ({ advertiserId }) => ({ advertiserId, amountMicros: 1_000_000 }),
  },
  'item.list': { access: 'read', input: of('advertiserId') },
  'item.import': {
    access: 'buy',
    input: ({ advertiserId }) => ({ advertiserId, csv: 'external_id,title\nx,X\n' }),
  },
  'item.importReviews': {
    access: 'buy',
    input: ({ advertiserId }) => ({ advertiserId, csv: 'external_id,rating\nx,5\n' }),
  },
  'campaign.list': { access: 'read', input: of('advertiserId') },
  'campaign.get': { access: 'read', input: of('campaignId') },
  'campaign.create': {
    access: 'buy',
    input: ({ advertiserId }) => ({ advertiserId, name: 'C', dailyBudgetMicros: 1_000_000 }),
  },
  'campaign.update': { access: 'buy', input: of('campaignId') },
  'campaign.pause': { access: 'buy', input: of('campaignId') },
  'campaign.resume': { access: 'buy', input: of('campaignId') },
  'adGroup.create': {
    access: 'buy',
    input: ({ campaignId }) => ({ campaignId, name: 'G', pricing: 'cpm', bidMicros: 1 }),
  },
  'adGroup.update': { access: 'buy', input: of('adGroupId') },
  'adGroup.setStatus': {
    access: 'buy',
    input: ({ adGroupId }) => ({ adGroupId, status: 'paused' }),
  },
  'adGroup.replaceTargeting': {
    access: 'buy',
    input: ({ adGroupId }) => ({ adGroupId, rules: [] }),
  },
  'ad.create': {
    access: 'buy',
    input: ({ adGroupId, secondCreativeId }) => ({ adGroupId, creativeId: secondCreativeId }),
  },
  'ad.setStatus': { access: 'buy', input: ({ adId }) => ({ adId, status: 'paused' }) },
  'campaign.archive': { access: 'buy', input: of('campaignId') },
  'creative.list': { access: 'read', input: of('advertiserId') },
  'creative.get': { access: 'read', input: of('creativeId') },
  'creative.create': {
    access: 'buy',
    input: ({ advertiserId }) => ({
      advertiserId,
      name: 'T',
      format: 'text',
      headline: 'T',
      landingUrl: 'https://shop.example.com/',
    }),
  },
  'creative.addVersion': {
    access: 'buy',
    input: ({ creativeId, assetId }) => ({
      creativeId,
      assetId,
      landingUrl: 'https://shop.example.com/',
    }),
  },
  'asset.list': { access: 'read', input: () => ({}) },
  'asset.upload': { access: 'buy', input: uploadForm },
  'publisher.list': { access: 'read' },
  'publisher.create': { access: 'sell', input: () => ({ name: 'P' }) },
  'publisher.update': { access: 'sell', input: of('publisherId') },
  'property.list': { access: 'read' },
  'property.create': {
    access: 'sell',
    input: ({ publisherId }) => ({ publisherId, name: 'S' }),
  },
  'property.update': { access: 'sell', input: of('propertyId') },
  'placement.list': { access: 'read', input: of('propertyId') },
  'placement.create': {
    access: 'sell',
    input: ({ propertyId }) => ({
      propertyId,
      name: 'S',
      formats: ['text'],
      width: 99,
      height: 99,
    }),
  },
  'placement.update': { access: 'sell', input: of('placementId') },
  'placement.archive': { access: 'sell', input: of('placementId') },
  'report.advertiserDelivery': {
    access: 'read',
    input: ({ advertiserId }) => ({ advertiserId, ...day }),
  },
  'report.exportAdvertiserCsv': {
    access: 'read',
    input: ({ advertiserId }) => ({ advertiserId, ...day }),
  },
  'report.publisherRevenue': {
    access: 'read',
    input: ({ publisherId }) => ({ publisherId, ...day }),
  },
  'report.exportPublisherCsv': {
    access: 'read',
    input: ({ publisherId }) => ({ publisherId, ...day }),
  },
  'market.available': { access: 'read' },
  'decision.listAdvertiser': { access: 'read', input: of('campaignId') },
  'decision.listPublisher': { access: 'read', input: of('placementId') },

  'review.list': { access: 'staff', input: () => ({}) },
  'review.approve': { access: 'staff', input: of('creativeVersionId') },
  'review.reject': {
    access: 'staff',
    input: ({ creativeVersionId }) => ({ creativeVersionId, reason: 'because' }),
  },
  'market.list': { access: 'staff' },
  'market.engagement': { access: 'staff', input: of('marketId') },
  'market.create': { access: 'staff', input: () => ({ name: 'M' }) },
  'market.setExploration': {
    access: 'staff',
    input: ({ marketId }) => ({ marketId, exploration: 0.5 }),
  },
  'market.online': { access: 'staff', input: of('marketId') },
  'market.setPolicy': {
    access: 'staff',
    input: ({ marketId }) => ({ marketId, policy: 'lin-ucb' }),
  },
  'market.setFairness': {
    access: 'staff',
    input: ({ marketId }) => ({ marketId, attributes: ['age'] }),
  },
  'market.retraining': { access: 'staff', input: of('marketId') },
  'market.content': { access: 'staff', input: of('marketId') },
  'market.setContent': {
    access: 'staff',
    input: ({ marketId }) => ({ marketId, method: 'auto' }),
  },
  'market.retrieval': { access: 'staff', input: of('marketId') },
  'market.sessionPolicy': { access: 'staff', input: of('marketId') },
  'market.setSessionPolicy': {
    access: 'staff',
    input: ({ marketId }) => ({ marketId, setting: 'on' }),
  },
  'market.setRetrieval': {
    access: 'staff',
    input: ({ marketId }) => ({ marketId, method: 'off' }),
  },
  'market.setRetraining': {
    access: 'staff',
    input: ({ marketId }) => ({ marketId, enabled: true, everyHours: 24 }),
  },
  'training.list': { access: 'staff', input: () => ({}) },
  'training.get': { access: 'staff', input: of('trainingRunId') },
  'training.cancel': { access: 'staff', input: of('trainingRunId') },
  'training.start': { access: 'staff', input: of('marketId') },
  'training.searchSpace': { access: 'staff', input: () => ({ modelKind: 'din' }) },
  'training.trainBest': {
    access: 'staff',
    input: ({ searchRunId }) => ({ trainingRunId: searchRunId }),
  },
  'model.list': { access: 'staff', input: () => ({}) },
  'model.get': { access: 'staff', input: of('modelVersionId') },
  'model.drift': { access: 'staff', input: of('modelVersionId') },
  'experiment.list': { access: 'staff', input: () => ({}) },
  'experiment.stop': { access: 'staff', input: of('experimentId') },
  'experiment.startShadow': {
    access: 'staff',
    input: ({ modelVersionId }) => ({ modelVersionId, share: 0.1 }),
  },
  'experiment.startCanary': {
    access: 'staff',
    input: ({ modelVersionId }) => ({ modelVersionId, share: 0.1, overrideReason: UNJUDGED }),
  },
  'model.promote': {
    access: 'staff',
    input: ({ modelVersionId }) => ({ modelVersionId, overrideReason: UNJUDGED }),
  },
  'model.rollback': { access: 'staff', input: of('marketId') },
  'decision.list': { access: 'staff', input: () => ({}) },
  'decision.explain': { access: 'staff', input: of('decisionId') },
  'explanation.request': { access: 'staff', input: of('decisionId', 'modelVersionId') },
  'explanation.names': { access: 'staff', input: () => ({ ids: [newId('ad')] }) },
  'explanation.get': { access: 'staff', input: of('decisionId') },
  'admin.overview': { access: 'staff' },
  'admin.organizations': { access: 'staff' },
  'admin.users': { access: 'staff', input: () => ({}) },
  'admin.setPublisherShare': {
    access: 'staff',
    input: ({ publisherId }) => ({ publisherId, shareBps: 1 }),
  },
  'admin.audit': { access: 'staff', input: () => ({}) },
  'admin.setUserDisabled': {
    access: 'staff',
    input: ({ readerUserId }) => ({ userId: readerUserId, disabled: true }),
  },

  'member.remove': { access: 'manage', input: of('membershipId') },
  'auth.revokeSession': { access: 'signed-in', input: of('sessionId') },
};
