/** 用证码: sixteen characters that nobody mistakes for one another, 80 random bits. */
const alphabet = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ';

/** @param random at least 16 bytes */
export function useCodeFrom(random: Uint8Array): string {
  let code = '';
  for (let i = 0; i < 16; i++) code += alphabet[random[i]! & 31];
  return code;
}

/** As people type it: in groups, with spaces, in small letters. */
export function normaliseUseCode(text: string): string {
  return text.normalize('NFKC').toUpperCase().replace(/[\s-]/g, '');
}

export type UseCodeState = 'usable' | 'used-up' | 'expired' | 'revoked';

export function useCodeState(
  code: { readonly uses: number; readonly maxUses: number; readonly expiresAt: Date; readonly revokedAt: Date | null },
  now: Date,
): UseCodeState {
  if (code.revokedAt) return 'revoked';
  if (code.uses >= code.maxUses) return 'used-up';
  return code.expiresAt <= now ? 'expired' : 'usable';
}
