/** A text for people in both languages of the product; Chinese is the source. */
export interface Text {
  readonly zh: string;
  readonly en: string;
}

export type Lang = keyof Text;

/** The language to answer in, from `Accept-Language`; Chinese unless English is asked for first. */
export function langOf(header: string | undefined): Lang {
  return /^\s*en\b/i.test(header ?? '') ? 'en' : 'zh';
}
