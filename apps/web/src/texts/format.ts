import type { Lang } from './lang.tsx';

const ZONE = 'Asia/Shanghai';

function parts(at: string | Date): Record<string, string> {
  const date = typeof at === 'string' ? new Date(at.length === 10 ? `${at}T00:00:00+08:00` : at) : at;
  const found = new Intl.DateTimeFormat('en-GB', {
    timeZone: ZONE,
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
  }).formatToParts(date);
  return Object.fromEntries(found.map((part) => [part.type, part.value]));
}

const MONTHS = 'January February March April May June July August September October November December'.split(' ');

/** `2026年11月22日` · `22 November 2026`; always in China's time. */
export function formatDate(at: string | Date, lang: Lang): string {
  const p = parts(at);
  const month = Number(p.month);
  const day = Number(p.day);
  return lang === 'zh' ? `${p.year}年${month}月${day}日` : `${day} ${MONTHS[month - 1]} ${p.year}`;
}

/** `14:05` */
export function formatTime(at: string | Date, seconds = false): string {
  const p = parts(at);
  return `${p.hour}:${p.minute}${seconds ? `:${p.second}` : ''}`;
}

/** `2026年11月22日 14:05` */
export function formatInstant(at: string | Date, lang: Lang, seconds = false): string {
  return `${formatDate(at, lang)} ${formatTime(at, seconds)}`;
}

/** When a licence was issued: of one that was on paper only the day is known, and its instant is the first of that day. */
export function formatIssue(at: string | Date, lang: Lang): string {
  return new Date(at).getTime() % 86_400_000 === 57_600_000 ? formatDate(at, lang) : formatInstant(at, lang);
}

/** Milliseconds as `0.31 秒`, `12 秒`, `3 分 5 秒`. */
export function formatDuration(milliseconds: number, lang: Lang): string {
  const seconds = milliseconds / 1000;
  if (seconds < 0.01) return lang === 'zh' ? '不到 0.01 秒' : '< 0.01 s';
  if (seconds < 10) return lang === 'zh' ? `${seconds.toFixed(2)} 秒` : `${seconds.toFixed(2)} s`;
  if (seconds < 60) return lang === 'zh' ? `${Math.round(seconds)} 秒` : `${Math.round(seconds)} s`;
  const minutes = Math.floor(seconds / 60);
  const rest = Math.round(seconds % 60);
  if (minutes < 60) return lang === 'zh' ? `${minutes} 分 ${rest} 秒` : `${minutes} min ${rest} s`;
  const hours = Math.floor(minutes / 60);
  if (hours < 48) return lang === 'zh' ? `${hours} 小时 ${minutes % 60} 分` : `${hours} h ${minutes % 60} min`;
  const days = Math.floor(hours / 24);
  return lang === 'zh' ? `${days} 天` : `${days} days`;
}

/** A median or promise in seconds: `0.9 秒`. */
export function formatSeconds(seconds: number, lang: Lang): string {
  const figure = seconds < 10 ? seconds.toFixed(1) : String(Math.round(seconds));
  if (seconds >= 90) return formatDuration(seconds * 1000, lang);
  return lang === 'zh' ? `${figure} 秒` : `${figure} s`;
}

/** 分 → `¥1,280.00` */
export function formatMoney(fen: number): string {
  return `¥${(fen / 100).toLocaleString('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 2 })}`;
}

export function formatCount(n: number): string {
  return n.toLocaleString('en-US');
}

/** 0.86 → `86%` */
export function formatShare(share: number): string {
  return `${Math.round(share * 100)}%`;
}

export function formatBytes(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`;
  if (bytes < 1024 * 1024) return `${Math.round(bytes / 1024)} kB`;
  return `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}

/** `3301**********1234`; other values keep first and last. */
export function mask(value: string, kind: 'id' | 'mobile' | 'name' | 'all'): string {
  if (kind === 'all') return '*'.repeat(Math.min(value.length, 12));
  if (kind === 'name') return value.length < 2 ? value : `${value[0]}${'*'.repeat(value.length - 1)}`;
  const [head, tail] = kind === 'mobile' ? [3, 4] : [4, 4];
  if (value.length <= head + tail) return value;
  return `${value.slice(0, head)}${'*'.repeat(value.length - head - tail)}${value.slice(-tail)}`;
}
