/** Door of the materials module: what people upload, checked, kept and bound to cases. */

export { inspectPicture } from './domain/inspect-image.ts';
export type * from './door.ts';
export { materialsErrors } from './errors.ts';
export { createMaterials, type MaterialsPlugs, type StateHeld } from './materials.ts';
