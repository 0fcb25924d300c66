export type { Font } from './font.ts';
export { type GlyphReader, readGlyphs } from './glyphs.ts';
export type { OutlineSegment } from './outline.ts';
export { parseFont } from './parse.ts';
export { FontError } from './tables.ts';
