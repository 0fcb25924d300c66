
export type * from './drawing.ts';
