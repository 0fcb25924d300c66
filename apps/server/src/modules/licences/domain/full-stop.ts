interface Line {
  readonly zh: string;
  readonly en: string;
}

/** What a check says as a sentence of its own: some come with their full stop, some without. */
export function withFullStop({ zh, en }: Line): Line {
  return { zh: zh.replace(/(?<=[^。])$/u, '。'), en: en.replace(/(?<=[^.])$/, '.') };
}
