import type { Font, GlyphReader } from '@miaopi/fonts';
import type { Resources } from './resources.ts';

/** State while one page is drawn. */
export interface SvgContext {
  readonly resources: Resources;
  /** Characters drawn with each font, by font id, so that a page brings no more of a font than it shows. */
  readonly usedFonts: Map<string, Set<number>>;
  /** A font in place of one that is not embedded. */
  readonly substitute: ((fontName: string) => Font | undefined) | undefined;
  /** Definitions (clips, gradients, glyphs) collected on the way. */
  readonly defs: string[];
  /** Glyphs defined already, by font and number. */
  readonly glyphs: Map<string, string>;
  /** Outlines of embedded fonts that browsers would not take; `null`: no outlines either. */
  readonly readers: Map<string, GlyphReader | null>;
  /** Makes ids unique when several pages stand in one document. */
  readonly prefix: string;
  depth: number;
  /** What is drawn so far: composites of composites and repeated pictures must not grow without end. */
  objects: number;
  pictureBytes: number;
}

/** Adds a definition and gives its id. */
export function define(context: SvgContext, make: (id: string) => string): string {
  const id = `${context.prefix}d${context.defs.length}`;
  // The place is taken first: what is made may define things of its own.
  const at = context.defs.push('') - 1;
  context.defs[at] = make(id);
  return id;
}

/** Number for SVG: at most four decimals. */
export function n(value: number): string {
  return String(Math.round(value * 10_000) / 10_000);
}
