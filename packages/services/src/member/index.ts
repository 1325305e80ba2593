export { addMember } from './add.ts';
export { listMembers } from './list.ts';
export { removeMember } from './remove.ts';
export * from './schemas.ts';
export { setMemberRole } from './set-role.ts';
