/** Door of the catalogue module: the items, their versions, the search over them and their guides. */
export { createCatalog } from './catalog.ts';
export type * from './door.ts';
export { catalogErrors } from './errors.ts';
