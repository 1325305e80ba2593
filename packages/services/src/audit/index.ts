export {
  type ListAuditInput,
  type ListPlatformAuditInput,
  listAudit,
  listAuditInput,
  listPlatformAudit,
  listPlatformAuditInput,
} from './list.ts';
