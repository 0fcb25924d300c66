/** A name as a file may have it on every system: nothing that is a path, nothing unseen, not too long. */
export function safeName(text: string): string {
  const clean = text
    .normalize('NFC')
    .replace(/[\\/:*?"<>|\p{Cc}\p{Cf}]/gu, '_')
    .replace(/^\.+/, '_')
    .trim();
  return [...(clean || '_')].slice(0, 80).join('');
}

export const manifestName = 'manifest.sm3';
export const signatureName = 'manifest.p7s';
