export { getSessionPolicy } from './get.ts';
export {
  type SessionPolicyInput,
  type SetSessionPolicyInput,
  sessionPolicyInput,
  setSessionPolicyInput,
} from './schemas.ts';
export { setSessionPolicy } from './set.ts';
