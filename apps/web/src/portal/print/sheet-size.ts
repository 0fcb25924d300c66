import { useEffect } from 'react';

/** mm */
export interface SheetSize {
  readonly width: number;
  readonly height: number;
}

/** Name of a size in the style sheet: tenths of a millimetre. */
export function sizeName({ width, height }: SheetSize): string {
  return `sheet-${Math.round(width * 10)}x${Math.round(height * 10)}`;
}

/**
 * Paper of exactly these sizes, without margins: what is printed is as large as it was drawn. The rules are made here since sizes are data; a style sheet the page
 * constructs itself needs no exception from its content policy.
 */
export function useSheetSizes(sizes: readonly SheetSize[]): void {
  const wanted = [...new Map(sizes.map((size) => [sizeName(size), size]))];
  const rules = wanted
    .map(([name, { width, height }]) => {
      const paper = `${width}mm ${height}mm`;
      // a hair less than the page: what is taller by rounding would be an empty page more
      return `@page ${name} { size: ${paper}; margin: 0; }
.${name} { aspect-ratio: ${width} / ${height}; --sheet-width: ${width}mm; }
@media print { .${name} { page: ${name}; width: ${width}mm; height: ${height - 0.05}mm; } }`;
    })
    .join('\n');
  const [first] = wanted;
  const usual = first ? `@page { size: ${first[1].width}mm ${first[1].height}mm; margin: 0; }` : '';
  useEffect(() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(`${usual}\n${rules}`);
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
    return () => {
      document.adoptedStyleSheets = document.adoptedStyleSheets.filter((one) => one !== sheet);
    };
  }, [usual, rules]);
}
