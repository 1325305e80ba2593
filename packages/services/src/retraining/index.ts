export { getRetraining } from './get.ts';
export {
  type RetrainingInput,
  retrainingInput,
  type SetRetrainingInput,
  setRetrainingInput,
} from './schemas.ts';
export { setRetraining } from './set.ts';
