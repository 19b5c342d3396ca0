export { foldText } from './fold.ts';
export { queryOf, vectorsOf } from './vector.ts';
export type { Weight } from './vector.ts';
