export { listOrganizations } from './list.ts';
export {
  type RenameOrganizationInput,
  renameOrganization,
  renameOrganizationInput,
} from './rename.ts';
