import { loadNotoSans, loadNotoSerif, type NotoWeight } from '@miaopi/fonts/noto';
import type { PaperEnv } from './faces.ts';

let shared: PaperEnv | undefined;

/** The environment with the shipped Noto fonts, one for the whole program. Node only (reads the font files on first use). */
export function notoPaperEnv(): PaperEnv {
  shared ??= {
    font: (face, weight) =>
      face === 'serif' ? loadNotoSerif(weight as NotoWeight) : loadNotoSans(weight as NotoWeight),
  };
  return shared;
}
