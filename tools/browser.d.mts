export const browserFlags: string[];
/** Path of a program that starts a headless-capable Chromium, also as root. */
export function locateBrowser(): Promise<string>;
export function unpackBrowser(folder?: string): string;
/** Environment for the launcher: the browser knows the fonts of npm and no others. */
export function browserEnv(): Record<string, string>;
