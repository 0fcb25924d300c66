import { askBridge } from './ukey-bridge.ts';

/** A 智能密码钥匙 on this computer that can keep keys of seals. */
export interface SealToken {
  readonly id: string;
  readonly label: string;
}

export async function listSealTokens(): Promise<readonly SealToken[]> {
  const tokens = await askBridge('/v1/seal-tokens');
  return Array.isArray(tokens) ? (tokens as SealToken[]) : [];
}

/** A key for a seal, made on the token; its request for a certificate, base64. */
export async function makeSealKey(token: SealToken, pin: string, seal: string): Promise<string> {
  return ((await askBridge('/v1/seal-keys', { id: token.id, pin, seal })) as { request: string }).request;
}

/** Signatures of the certificate's key over what the server composed, in their order; all base64. */
export async function signSealings(
  certificate: string,
  pin: string,
  messages: readonly string[],
): Promise<readonly string[]> {
  return ((await askBridge('/v1/seal', { certificate, pin, messages })) as { signatures: string[] }).signatures;
}
