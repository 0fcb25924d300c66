import { createRequire } from 'node:module';
import type { Font } from './font.ts';
import { openFontFile } from './font-file.ts';

/** Weights shipped: 400 regular, 500 medium, 700 bold, 900 black. */
export type NotoWeight = 400 | 500 | 700 | 900;

const FILE: Readonly<Record<NotoWeight, string>> = {
  400: '400Regular',
  500: '500Medium',
  700: '700Bold',
  900: '900Black',
};

const loaded = new Map<string, Font>();

function load(packageName: string, prefix: string, family: string, weight: NotoWeight): Font {
  const key = `${prefix}_${FILE[weight]}`;
  let font = loaded.get(key);
  if (!font) {
    const path = createRequire(import.meta.url).resolve(`@expo-google-fonts/${packageName}/${FILE[weight]}/${key}.ttf`);
    font = openFontFile(path, family);
    loaded.set(key, font);
  }
  return font;
}

/** Noto Serif SC (思源宋体), opened on first use and shared afterwards; glyphs are read as they are needed. Node only. */
export function loadNotoSerif(weight: NotoWeight = 400): Font {
  return load('noto-serif-sc', 'NotoSerifSC', weight === 400 ? 'Noto Serif SC' : `Noto Serif SC ${weight}`, weight);
}

/** Noto Sans SC (思源黑体), opened on first use and shared afterwards; glyphs are read as they are needed. Node only. */
export function loadNotoSans(weight: NotoWeight = 400): Font {
  return load('noto-sans-sc', 'NotoSansSC', weight === 400 ? 'Noto Sans SC' : `Noto Sans SC ${weight}`, weight);
}
