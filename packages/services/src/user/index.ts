export { type ListUsersInput, listUsers, listUsersInput } from './list.ts';
export {
  type SetUserDisabledInput,
  setUserDisabled,
  setUserDisabledInput,
} from './set-disabled.ts';
