export const browserFlags: string[];
/** Path of a program that starts a headless-capable Chromium, also as root. */
export function locateBrowser(): Promise<string>;
export function unpackBrowser(folder?: string): string;
