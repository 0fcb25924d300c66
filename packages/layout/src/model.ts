import type { Feel } from '@miaopi/decisions';

/**
 * Paper template (样式): how a licence, notice or statement looks. Plain data (JSON or YAML), lengths in mm,
 * origin top left. Expressions are FEEL over the licence's fields by Chinese name (plus what the caller names).
 */
export interface PaperTemplate {
  readonly name: string;
  /** `card` is ID-1, 85.6 × 54 mm. */
  readonly page: 'A4' | 'A5' | 'card' | { readonly width: number; readonly height: number };
  /** Swaps width and height when needed; as given when absent. */
  readonly orientation?: 'portrait' | 'landscape';
  /** Where flowing tables and repeats may reach; 20 mm (card: 3 mm) when absent. */
  readonly margin?:
    | number
    | { readonly top: number; readonly right: number; readonly bottom: number; readonly left: number };
  /** Font names for `font:`. Always there: `body` serif 400, `title` serif 700, `sans` sans 400, `figures` sans 400. */
  readonly fonts?: Readonly<Record<string, FontChoice>>;
  readonly defaults?: {
    readonly font?: string;
    readonly size?: Size;
    readonly color?: Color;
    readonly lineHeight?: number;
  };
  /** Painted first on every page, the same for every paper: may not read values. */
  readonly background?: readonly PaperElement[];
  readonly elements: readonly PaperElement[];
  readonly sealPlaces?: readonly SealPlace[];
}

/** `serif`, `sans` (weight 400) or with a weight: `serif 700`. */
export type FontChoice = 'serif' | 'sans' | `serif ${number}` | `sans ${number}`;
/** A number is in pt (10.5 = 五号, 12 = 小四, 14 = 四号, 16 = 三号, 22 = 二号); or `"4mm"`, `"12pt"`. */
export type Size = number | `${number}pt` | `${number}mm`;
/** `#RRGGBB` */
export type Color = string;
/** Chinese (and English) wording; a plain string is Chinese. `{{FEEL}}` inside is replaced; null becomes nothing. */
export type PaperText = string | { readonly zh: string; readonly en?: string };
export type Align = 'left' | 'center' | 'right' | 'distributed';
export type VerticalAlign = 'top' | 'middle' | 'bottom';
/**
 * `error` fails the drawing: the value must fit. `shrink` goes down to `minSize`, then fails. `continue` (texts with a width) goes on on the next
 * page.
 */
export type Overflow = 'shrink' | 'wrap' | 'continue' | 'ellipsis' | 'error';

export type PaperElement =
  | TextElement
  | RichTextElement
  | FieldElement
  | TableElement
  | RepeatElement
  | GroupElement
  | ImageElement
  | QrElement
  | LineElement
  | RectElement
  | PathElement
  | BorderElement
  | GuillocheElement
  | WatermarkElement
  | EmblemElement
  | PageNumberElement;

export type ElementKind = PaperElement['kind'];

export interface ElementBase {
  /** Unique name, for seal anchors and `below`. */
  readonly name?: string;
  /** FEEL → boolean; not drawn when false or null. */
  readonly show?: Feel;
  /** Page it is on when the paper has several; `first` when absent. */
  readonly page?: 'first' | 'last' | 'each' | number;
  /** Name of an element before it: `y` then counts from that element's lower edge, on the page where it ends (a new page when full). */
  readonly below?: string;
}

export interface TextStyle {
  readonly font?: string;
  readonly size?: Size;
  readonly color?: Color;
  /** Extra mm between characters. */
  readonly letterSpacing?: number;
}

export interface TextBlockStyle extends TextStyle {
  readonly align?: Align;
  readonly valign?: VerticalAlign;
  /** Times the size; 1.4 when absent. */
  readonly lineHeight?: number;
  /** First-line indent in characters (公文 2). */
  readonly indent?: number;
  readonly maxLines?: number;
  /** `wrap` with a height or maxLines fails when it does not fit. Default: `shrink` when there is a width and one line, else `wrap`. */
  readonly overflow?: Overflow;
  /** Smallest size for `shrink`; when absent 1.2 mm, or 60 % of the size if that is smaller: a name of any length is on the paper, whole. */
  readonly minSize?: Size;
  /** Metadata key (`ZZMC`, `KZ_…`) whose value this shows: becomes the data index of GB/T 36905. */
  readonly data?: string;
}

/** One of the two: `value` (FEEL; numbers, dates `2026年11月22日`, booleans 是/否 are formatted) or `text`. */
export interface Content {
  readonly value?: Feel;
  readonly text?: PaperText;
}

/** Where a text with `overflow: continue` ends on each page and begins on the next; the margins when absent. */
export interface Continuing {
  readonly bottom?: number;
  readonly continueAt?: number;
}

/** Box with text. Without `width` one line starting (or, by `align`, centred or ending) at x. */
export interface TextElement extends ElementBase, TextBlockStyle, Continuing, Content {
  readonly kind: 'text';
  readonly x: number;
  readonly y: number;
  readonly width?: number;
  readonly height?: number;
}

/** A piece of rich text: style of its own where it differs from the block's. */
export interface RichTextRun extends TextStyle, Content {
  /** Weight 700 of the face. */
  readonly bold?: boolean;
  readonly underline?: boolean;
  readonly strike?: boolean;
  /** Smaller and raised or lowered: m², H₂O, notes. */
  readonly script?: 'super' | 'sub';
  readonly data?: string;
}

/** Pieces of different style in one wrapped block. */
export interface RichTextElement extends ElementBase, TextBlockStyle, Continuing {
  readonly kind: 'richText';
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height?: number;
  readonly runs: readonly RichTextRun[];
}

/** Label and value on a grid: the label is distributed over `labelWidth` (姓　　名), then the value. */
export interface FieldElement extends ElementBase, TextBlockStyle, Content {
  readonly kind: 'field';
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height?: number;
  readonly label: PaperText;
  readonly labelWidth: number;
  readonly labelFont?: string;
  readonly labelSize?: Size;
  readonly labelColor?: Color;
  /** After the label, e.g. `：`; none when absent. */
  readonly colon?: string;
  /** mm between label and value; 3 when absent. */
  readonly gap?: number;
  /** Hairline under the value. */
  readonly underline?: boolean;
  /** Small second line under the label. */
  readonly labelEn?: string;
}

/** Rows over as many pages as needed; the header is repeated. */
export interface TableElement extends ElementBase, TextStyle {
  readonly kind: 'table';
  readonly x: number;
  readonly y: number;
  /** FEEL → list. Inside the columns `item` is the row and `序号` counts from 1. */
  readonly rows: Feel;
  readonly columns: readonly TableColumn[];
  /** Least height of a row in mm; 8 when absent. */
  readonly rowHeight?: number;
  readonly headerHeight?: number;
  readonly headerFont?: string;
  readonly headerFill?: Color;
  /** Lower limit on each page; the bottom margin when absent. */
  readonly bottom?: number;
  /** y of the table on following pages; the top margin when absent. */
  readonly continueAt?: number;
  readonly lines?: 'all' | 'rows' | 'none';
  readonly lineColor?: Color;
  /** Shown in one wide row when the list is empty or null. */
  readonly empty?: PaperText;
  /** Empty ruled rows up to this number (forms). */
  readonly minRows?: number;
}

export interface TableColumn extends Content {
  readonly title: PaperText;
  readonly width: number;
  readonly align?: Align;
  readonly data?: string;
}

/** Its elements for each entry, at offsets from the cell; `item` and `序号` as in a table. */
export interface RepeatElement extends ElementBase {
  readonly kind: 'repeat';
  readonly x: number;
  readonly y: number;
  readonly rows: Feel;
  readonly width: number;
  /** Height of a cell. */
  readonly height: number;
  /** Cells side by side; 1 when absent. */
  readonly columns?: number;
  readonly max?: number;
  readonly bottom?: number;
  readonly continueAt?: number;
  readonly elements: readonly PaperElement[];
}

/** Elements shown together, offset by x and y (0 when absent). */
export interface GroupElement extends ElementBase {
  readonly kind: 'group';
  readonly x?: number;
  readonly y?: number;
  readonly elements: readonly PaperElement[];
}

/** `image`: key in the images given, e.g. `照片`; or `value`: FEEL → such a key. */
export interface ImageElement extends ElementBase {
  readonly kind: 'image';
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly image?: string;
  readonly value?: Feel;
  /** `contain` keeps the proportions (default), `fill` stretches. */
  readonly fit?: 'contain' | 'fill';
  readonly border?: Color;
  /** When there is no such image: `error` (default), `blank` nothing, `frame` a ruled box. */
  readonly missing?: 'error' | 'blank' | 'frame';
  readonly data?: string;
}

/** QR code of ISO/IEC 18004 as vector path. */
export interface QrElement extends ElementBase, Content {
  readonly kind: 'qr';
  readonly x: number;
  readonly y: number;
  /** Edge in mm, quiet zone not counted. */
  readonly size: number;
  readonly ecc?: 'L' | 'M' | 'Q' | 'H';
  readonly color?: Color;
  readonly data?: string;
}

export interface LineElement extends ElementBase {
  readonly kind: 'line';
  readonly x: number;
  readonly y: number;
  readonly x2: number;
  readonly y2: number;
  readonly color?: Color;
  /** mm; 0.2 when absent. */
  readonly lineWidth?: number;
  readonly dash?: readonly number[];
}

export interface RectElement extends ElementBase {
  readonly kind: 'rect';
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** Corner radius in mm. */
  readonly radius?: number;
  readonly stroke?: Color;
  readonly fill?: Color;
  readonly lineWidth?: number;
  readonly alpha?: number;
}

export interface PathElement extends ElementBase {
  readonly kind: 'path';
  readonly x: number;
  readonly y: number;
  /** `M L H V Q C Z`, absolute, mm, relative to (x, y). */
  readonly d: string;
  readonly stroke?: Color;
  readonly fill?: Color;
  readonly lineWidth?: number;
  readonly alpha?: number;
}

/** Ruled frame round the page at `inset` mm. `certificate`: three rules with drawn corners. */
export interface BorderElement extends ElementBase {
  readonly kind: 'border';
  readonly style: 'single' | 'double' | 'certificate';
  readonly inset: number;
  readonly color?: Color;
  readonly lineWidth?: number;
}

/**
 * Security lines (团花、底纹) computed from the seed, in two tints. `frame`: a band round the page at x = y = inset, `band` wide ·
 * `rosette`: round, in the box · `panel`: waves filling the box.
 */
export interface GuillocheElement extends ElementBase {
  readonly kind: 'guilloche';
  readonly shape: 'frame' | 'rosette' | 'panel';
  readonly x: number;
  readonly y: number;
  /** Page width (height) less 2 x (2 y) when absent. */
  readonly width?: number;
  readonly height?: number;
  /** Width of the frame's band; 9 mm when absent. */
  readonly band?: number;
  readonly tints: readonly [Color, Color];
  readonly seed?: number;
  readonly lineWidth?: number;
  readonly alpha?: number;
}

/** Tiled text over the page; background text may not read values. */
export interface WatermarkElement extends ElementBase, TextStyle, Content {
  readonly kind: 'watermark';
  /** Degrees clockwise; -30 when absent. */
  readonly angle?: number;
  readonly gapX?: number;
  readonly gapY?: number;
  /** 0–1; 0.08 when absent. */
  readonly alpha?: number;
}

/** The place of an emblem: a neutral drawn ornament. Never the national emblem (国徽法: its use is regulated). */
export interface EmblemElement extends ElementBase {
  readonly kind: 'emblem';
  readonly x: number;
  readonly y: number;
  readonly size: number;
  readonly color?: Color;
}

/** `text` may read `页码` and `总页数`; `第 {{页码}} 页 共 {{总页数}} 页` when absent. On each page unless `page` says otherwise. */
export interface PageNumberElement extends ElementBase, TextStyle {
  readonly kind: 'pageNumber';
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly align?: Align;
  readonly text?: PaperText;
}

/** Box in which the sealer puts the picture of a seal. */
export interface SealPlace {
  readonly name: string;
  /** Centre of the seal: a point, or the centre of a named element, moved by dx, dy. */
  readonly anchor:
    | { readonly x: number; readonly y: number }
    | { readonly element: string; readonly dx?: number; readonly dy?: number };
  /** 42 for an office's seal. */
  readonly width: number;
  readonly height: number;
  /** `last` when absent. */
  readonly page?: 'first' | 'last' | number;
}
