import {
  archivePlacement,
  createPlacement,
  createPlacementInput,
  createProperty,
  createPropertyInput,
  createPublisher,
  createPublisherInput,
  listPlacements,
  listPlacementsInput,
  listProperties,
  listPublishers,
  placementIdInput,
  updatePlacement,
  updatePlacementInput,
  updateProperty,
  updatePropertyInput,
  updatePublisher,
  updatePublisherInput,
} from '@placard/services';
import { procedure, router } from '../trpc.ts';

export const publisherRouter = router({
  list: procedure.query(listPublishers),
  create: procedure.input(createPublisherInput).mutation(createPublisher),
  update: procedure.input(updatePublisherInput).mutation(updatePublisher),
});

export const propertyRouter = router({
  list: procedure.query(listProperties),
  create: procedure.input(createPropertyInput).mutation(createProperty),
  update: procedure.input(updatePropertyInput).mutation(updateProperty),
});

export const placementRouter = router({
  list: procedure.input(listPlacementsInput).query(listPlacements),
  create: procedure.input(createPlacementInput).mutation(createPlacement),
  update: procedure.input(updatePlacementInput).mutation(updatePlacement),
  archive: procedure.input(placementIdInput).mutation(archivePlacement),
});
