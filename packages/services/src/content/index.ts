export { getContent } from './get.ts';
export {
  type ContentInput,
  contentInput,
  type SetContentInput,
  setContentInput,
} from './schemas.ts';
export { setContent } from './set.ts';
