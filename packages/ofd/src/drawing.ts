/**
 * The drawing list: what a paper looks like, independent of the file format.
 * Made by `@miaopi/layout`, written as OFD by this package, as PDF and SVG by `@miaopi/layout`.
 * Unit everywhere: millimetre; origin top left, x to the right, y downwards. Colours: `#RRGGBB`.
 */
export interface Drawing {
  readonly pages: readonly DrawingPage[];
  /** Font programs by the key that text items name. The writer embeds a subset of each with the characters used. */
  readonly fonts: Readonly<Record<string, DrawingFont>>;
  /** Pictures by the key that image items name. */
  readonly images: Readonly<Record<string, DrawingImage>>;
}

export interface DrawingFont {
  /** Family name as written into the file, e.g. `Noto Serif SC`. */
  readonly name: string;
  readonly font: import('@miaopi/fonts').Font;
}

export interface DrawingImage {
  readonly format: 'png' | 'jpeg';
  readonly data: Uint8Array;
}

export interface DrawingPage {
  readonly width: number;
  readonly height: number;
  /** Painted first; the same object on several pages is written once, as an OFD template page. */
  readonly background?: readonly DrawItem[];
  readonly items: readonly DrawItem[];
  /** Boxes reserved for seals, by place name; a sealer puts its StampAnnot there. */
  readonly sealPlaces?: Readonly<Record<string, Box>>;
}

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export type DrawItem = DrawText | DrawPath | DrawImage | DrawModules;

export interface DrawText {
  readonly kind: 'text';
  /** Left end of the baseline. */
  readonly x: number;
  readonly y: number;
  /** Size of the em in mm (10.5 pt = 3.704 mm). */
  readonly size: number;
  readonly font: string;
  readonly color?: string;
  readonly text: string;
  /** Advance after each character but the last, in mm: one less than there are code points. */
  readonly advances: readonly number[];
  /** Degrees clockwise around (x, y); watermarks. */
  readonly rotate?: number;
  /** 0–1. */
  readonly alpha?: number;
  /** Metadata key whose value this text shows; becomes the data index (OFD custom tag). */
  readonly data?: string;
}

export interface DrawPath {
  readonly kind: 'path';
  readonly segments: readonly PathSegment[];
  readonly stroke?: string;
  readonly fill?: string;
  /** mm */
  readonly lineWidth?: number;
  readonly dash?: readonly number[];
  readonly alpha?: number;
  readonly rule?: 'nonzero' | 'evenodd';
}

/** Absolute page coordinates in mm. */
export type PathSegment =
  | readonly ['M', number, number]
  | readonly ['L', number, number]
  | readonly ['Q', number, number, number, number]
  | readonly ['C', number, number, number, number, number, number]
  | readonly ['Z'];

/** A code of square modules (二维码): the outlines of its dark areas, filled. No hairlines between modules. */
export interface DrawModules {
  readonly kind: 'modules';
  /** Upper left corner, mm. */
  readonly x: number;
  readonly y: number;
  /** mm */
  readonly size: number;
  /** Modules a side, at most 999. */
  readonly count: number;
  /** Row by row, 0 for light. */
  readonly dark: Uint8Array;
  readonly fill: string;
  /** 0–1. */
  readonly alpha?: number;
}

export interface DrawImage extends Box {
  readonly kind: 'image';
  readonly image: string;
  readonly alpha?: number;
  readonly data?: string;
}
