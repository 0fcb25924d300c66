import type { Lang } from '../texts/lang.tsx';

/** What the server wrote into the page beside its HTML: answers that need not be fetched again. */
export interface Boot {
  lang?: Lang;
  /** Answers by route: `[contract name, params, query]` and data. */
  guide?: { slug: string } & Record<string, unknown>;
  home?: Record<string, unknown>;
}

export function readBoot(): Boot {
  try {
    return JSON.parse(document.getElementById('boot')?.textContent ?? '{}') as Boot;
  } catch {
    return {};
  }
}

function cookie(name: string): string | undefined {
  return document.cookie
    .split('; ')
    .find((pair) => pair.startsWith(`${name}=`))
    ?.slice(name.length + 1);
}

/** Kept a year; both are read by the server too, to draw the first page alike. */
export function keepCookie(name: string, value: string): void {
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is missing in Firefox and Safari
  document.cookie = `${name}=${value}; path=/; max-age=31536000; samesite=lax`;
}

/** `?lang=en` first, then what was chosen before, then what the server drew. */
export function firstLang(boot: Boot): Lang {
  const asked = new URLSearchParams(location.search).get('lang');
  if (asked === 'en' || asked === 'zh') {
    keepCookie('lang', asked);
    return asked;
  }
  const kept = cookie('lang');
  return kept === 'en' || kept === 'zh' ? kept : (boot.lang ?? 'zh');
}

export function firstElder(): boolean {
  return cookie('elder') === '1';
}
