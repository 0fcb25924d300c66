export type { Font } from './font.ts';
