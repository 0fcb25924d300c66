/** A parsed TrueType font (glyf outlines). Parse once, share everywhere. */
export interface Font {
  readonly family: string;
  readonly unitsPerEm: number;
  /** Fractions of the em: above and below the baseline (descent is positive). */
  readonly ascent: number;
  readonly descent: number;
  /** True when the font draws this code point itself (not .notdef). */
  has(codePoint: number): boolean;
  /** Advance width as a fraction of the em. */
  advance(codePoint: number): number;
  /** Outline as path segments in em fractions, y downwards from the baseline. */
  outline(codePoint: number): readonly import('./outline.ts').OutlineSegment[];
  /**
   * A TrueType font file holding only these characters (and .notdef), with cmap, valid checksums and `OS/2`/`name`/`post`
   * so that readers, PDF embedders and browsers accept it. Deterministic: the same set gives the same bytes.
   */
  subset(codePoints: Iterable<number>): Uint8Array;
}
