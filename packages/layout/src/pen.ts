import type { Box, DrawItem, DrawingImage } from '@miaopi/ofd';
import { PaperError } from './errors.ts';
import type { Faces } from './faces.ts';
import type { Values } from './feel.ts';

/** Something to know about a drawn paper that did not stop it. */
export interface PaperWarning {
  readonly code: 'missing_glyph';
  readonly path: string;
  /** The character that no font draws; □ stands in its place. */
  readonly character: string;
}

/** Where a named element ended. */
export interface End {
  readonly page: number;
  readonly box: Box;
}

const MAX_PAGES = 500;

/** State of one drawing: the pages so far, where it draws, what it reads. */
export class Pen {
  readonly faces: Faces;
  readonly language: 'zh' | 'en';
  readonly images: Readonly<Record<string, DrawingImage>>;
  readonly page: { readonly width: number; readonly height: number; readonly top: number; readonly bottom: number };
  /** Missing images become frames. */
  readonly lenient: boolean;
  readonly pages: DrawItem[][] = [[]];
  readonly usedImages = new Set<string>();
  readonly ends = new Map<string, End>();
  readonly warnings: PaperWarning[] = [];
  values: Values;
  at = 0;
  dx = 0;
  dy = 0;

  constructor(given: {
    faces: Faces;
    language: 'zh' | 'en';
    images: Readonly<Record<string, DrawingImage>>;
    values: Values;
    page: Pen['page'];
    lenient?: boolean;
  }) {
    this.faces = given.faces;
    this.language = given.language;
    this.images = given.images;
    this.values = given.values;
    this.page = given.page;
    this.lenient = given.lenient ?? false;
  }

  put(item: DrawItem): void {
    this.pages[this.at]!.push(item);
  }

  /** Goes on to the next page, made when there is none. */
  turn(path: string): void {
    this.at++;
    if (this.at < this.pages.length) return;
    if (this.pages.length >= MAX_PAGES) {
      throw new PaperError('too_many_pages', path, {
        zh: `超过 ${MAX_PAGES} 页，请缩小数据范围。`,
        en: `More than ${MAX_PAGES} pages; narrow the data.`,
      });
    }
    this.pages.push([]);
  }

  readonly missing = (codePoint: number, path: string): void => {
    if (this.warnings.length < 100) {
      this.warnings.push({ code: 'missing_glyph', path, character: String.fromCodePoint(codePoint) });
    }
  };
}
