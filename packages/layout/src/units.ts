import type { PaperTemplate, Size } from './model.ts';

const MM_PER_PT = 25.4 / 72;

/** Size of a template in mm; undefined when it is none. */
export function sizeInMm(size: Size): number | undefined {
  if (typeof size === 'number') return size * MM_PER_PT;
  const match = /^(\d+(?:\.\d+)?)(pt|mm)$/.exec(size);
  if (!match) return undefined;
  return Number(match[1]) * (match[2] === 'pt' ? MM_PER_PT : 1);
}

const SHEETS = { A4: [210, 297], A5: [148, 210], card: [85.6, 54] } as const;

/** Page width and height in mm after turning. */
export function pageSize(template: PaperTemplate): { width: number; height: number } {
  const given = template.page;
  const [w, h] = typeof given === 'string' ? SHEETS[given] : [given.width, given.height];
  const turn = (template.orientation === 'landscape' && h > w) || (template.orientation === 'portrait' && w > h);
  return turn ? { width: h, height: w } : { width: w, height: h };
}

/** Lengths are kept to a thousandth of a millimetre: finer than any printer, and the files stay small. */
export function mm(value: number): number {
  return Math.round(value * 1000) / 1000;
}
