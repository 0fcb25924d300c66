import type { PaperText } from './model.ts';

/** What may be wrong with a template or the values given to it. */
export type PaperErrorCode =
  | 'template_invalid'
  | 'text_overflow'
  | 'image_missing'
  | 'image_invalid'
  | 'value_wrong'
  | 'too_many_pages'
  | 'qr_too_long'
  | 'font_missing';

/** A paper can't be drawn: says where in the template, what is wrong and what to do. */
export class PaperError extends Error {
  readonly code: PaperErrorCode;
  /** Path in the template, e.g. `elements[3]`. */
  readonly path: string;
  readonly text: { readonly zh: string; readonly en: string };
  constructor(code: PaperErrorCode, path: string, text: { readonly zh: string; readonly en: string }) {
    super(`${path}: ${text.en}`);
    this.name = 'PaperError';
    this.code = code;
    this.path = path;
    this.text = text;
  }
}

/** The Chinese or English side of a template's text. */
export function paperText(text: PaperText, language: 'zh' | 'en'): string {
  if (typeof text === 'string') return text;
  return language === 'en' ? (text.en ?? text.zh) : text.zh;
}
