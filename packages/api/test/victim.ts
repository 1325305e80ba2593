import {
  advertiserRollups,
  decisions,
  experiments,
  markets,
  modelVersions,
  publisherRollups,
  trainingRuns,
} from '@placard/db';
import { newId } from '@placard/domain';
import {
  addMember,
  createApiKey,
  createCampaign,
  createCreative,
  createPlacement,
  createProperty,
  createPublisher,
  importItems,
  listMembers,
  startTraining,
  topUp,
  uploadAsset,
} from '@placard/services';
import type { Portal } from './portal.ts';

/** 16 x 16 grey pixels. */
export const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAABAAAAAQAQMAAAAlPW0iAAAAA1BMVEWIiIhYZW6zAAAACXBIWXMAAAPoAAAD6AG1e1JrAAAADElEQVQI12NgIA0AAAAwAAHHqoWOAAAAAElFTkSuQmCC',
  'base64',
);

/** An organization with one of everything, every name of which holds the word that must never leak. */
export async function createVictim(portal: Portal) {
  const owner = await portal.signUp('advertiser', 'Secretive Ltd');
  const ctx = await portal.contextOf(owner.sessionId);
  const organizationId = owner.organizationId as `org_${string}`;
  const advertiserId = owner.advertiserId as `adv_${string}`;
  const { publisherId } = await createPublisher({ ctx, input: { name: 'Secretive Press' } });
  const asset = await uploadAsset({ ctx, input: { fileName: 'secretive.png', bytes: PNG } });
  const { creativeId, creativeVersionId } = await createCreative({
    ctx,
    input: {
      advertiserId,
      name: 'Secretive creative',
      format: 'image',
      assetId: asset.assetId,
      landingUrl: 'https://secretive.example.com/',
    },
  });
  const second = await createCreative({
    ctx,
    input: {
      advertiserId,
      name: 'Secretive words',
      format: 'text',
      headline: 'Secretive words',
      landingUrl: 'https://secretive.example.com/',
    },
  });
  const csv = 'external_id,title\nsecretive-1,Secretive thing\n';
  await importItems({ ctx, input: { advertiserId, csv } });
  const { campaignId, adGroupIds, adIds } = await createCampaign({
    ctx,
    input: {
      advertiserId,
      name: 'Secretive campaign',
      dailyBudgetMicros: 5_000_000,
      adGroups: [{ name: 'Secretive group', pricing: 'cpc', bidMicros: 1, ads: [{ creativeId }] }],
    },
  });
  await topUp({ ctx, input: { advertiserId, amountMicros: 7_000_000 } });
  const { propertyId } = await createProperty({
    ctx,
    input: { publisherId, name: 'Secretive site' },
  });
  const { placementId } = await createPlacement({
    ctx,
    input: { propertyId, name: 'Secretive slot', formats: ['image'], width: 300, height: 250 },
  });
  const { apiKeyId } = await createApiKey({ ctx, input: { name: 'Secretive key' } });
  const added = await addMember({
    ctx,
    input: { name: 'Secretive reader', email: 'reader@secretive.example', role: 'viewer' },
  });
  const reader = await portal.signIn('reader@secretive.example', added.initialPassword);
  const actor = (await portal.contextOf(owner.sessionId)).actor;
  const userId = actor.kind === 'user' ? actor.userId : newId('usr');
  const learned = await learnedFrom(portal, {
    organizationId,
    advertiserId,
    campaignId,
    placementId,
    propertyId,
  });
  return {
    ...learned,
    sessionId: owner.sessionId as `ses_${string}`,
    readerSessionId: reader.sessionId as `ses_${string}`,
    organizationId,
    advertiserId,
    publisherId,
    assetId: asset.assetId,
    creativeId,
    creativeVersionId,
    secondCreativeId: second.creativeId,
    campaignId,
    adGroupId: adGroupIds[0]!,
    adId: adIds[0]!,
    propertyId,
    placementId,
    apiKeyId,
    readerUserId: added.userId,
    membershipId: added.membershipId,
    ownerMembershipId: (await listMembers({ ctx })).find((m) => m.userId === userId)!.id,
  };
}
export type Victim = Awaited<ReturnType<typeof createVictim>>;

/** What the worker leaves of it: rollups, a decision, a run and a model of its market. */
async function learnedFrom(
  portal: Portal,
  ids: {
    organizationId: string;
    advertiserId: string;
    campaignId: string;
    placementId: string;
    propertyId: string;
  },
) {
  const [market] = await portal.owner.query.markets.findMany();
  const marketId = market!.id;
  const hour = new Date('2026-01-01T10:00:00Z');
  await portal.owner
    .insert(advertiserRollups)
    .values({ ...ids, adGroupId: 'agr_x', adId: 'ad_x', hour, impressions: 1 });
  await portal.owner.insert(publisherRollups).values({ ...ids, hour, requests: 1 });
  const decisionId = newId('dec');
  await portal.owner.insert(decisions).values({
    id: decisionId,
    requestId: 'req_secretive',
    decidedAt: hour,
    marketId,
    publisherOrganizationId: ids.organizationId,
    advertiserOrganizationId: ids.organizationId,
    propertyId: ids.propertyId,
    placementId: ids.placementId,
    campaignId: ids.campaignId,
    slotId: 'secretive',
    snapshotRevision: 'r1',
    predictor: { kind: 'posterior-mean' },
    features: { country: 'secretive' },
    runnersUp: [],
    funnel: [],
    latencyUs: 1,
  });
  const modelVersionId = newId('mdl');
  const digest = 'cd'.repeat(32);
  const files = ['model.onnx', 'tables.bin', 'feature-map.json', 'golden.json', 'card.json'];
  const shadowVersionId = newId('mdl');
  const manifest = Object.fromEntries(files.map((file) => [file, digest]));
  for (const id of [modelVersionId, shadowVersionId]) {
    await portal.owner
      .insert(modelVersions)
      .values({ id, marketId, kind: 'dcn-v2', manifest, card: card() });
  }
  const experimentId = newId('exp');
  await portal.owner.insert(experiments).values({
    ...{ id: experimentId, marketId, modelVersionId: shadowVersionId, kind: 'shadow' },
    ...{ share: 0.1, settings: {} },
  });
  const { trainingRunId } = await startTraining({ ctx: portal.system, input: { marketId } });
  const searchRunId = newId('run');
  const otherMarketId = newId('mkt');
  await portal.owner.insert(markets).values({ id: otherMarketId, name: 'Another' });
  await portal.owner.insert(trainingRuns).values({
    ...{ id: searchRunId, marketId: otherMarketId, status: 'succeeded', request: {} },
    trials: [{ number: 0, settings: { l2: 1e-5 }, state: 'finished', losses: [0.2], seconds: 1 }],
  });
  return { marketId, decisionId, modelVersionId, experimentId, trainingRunId, searchRunId };
}

function card() {
  const metrics = {
    ...{ rows: 1, clicks: 0, logLoss: 0.1, auc: null, gauc: null },
    ...{ normalisedEntropy: null, ece: 0, calibrationRatio: null },
  };
  return {
    ...{ formatVersion: 1, kind: 'dcn-v2', seed: 1, engine: 'ort', metrics, baselines: {} },
    hyperparameters: {
      ...{
        embeddingDim: 16,
        hidden: [8],
        crossLayers: 1,
        batchSize: 8,
        epochs: 1,
        learningRate: 1,
      },
      ...{ embeddingLearningRate: 1, l2: 0, minCount: 1, patienceEpochs: 1 },
    },
    parameterCount: { dense: 1, embeddings: 1 },
    dataWindow: { fromMs: 0, toMs: 2, splitAtMs: 1 },
    rows: { train: 1, validation: 1, test: 1 },
    ...{ features: [], slices: [], calibrationBins: [], curve: [], trainedAtMs: 1, durationMs: 1 },
  };
}
