import type { Verification } from '@miaopi/contracts';
import { authorityOf, authorityRoleNames, type JointTrust, type TrustedAuthority } from '../../seals/index.ts';

type Told = Pick<Verification['signatures'][number], 'authority'>;

/** Whose authority answers for a signature, for people. */
export function authorityTold(trust: JointTrust, anchor: Uint8Array | undefined): Told {
  const one = authorityOf(trust, anchor);
  return one ? { authority: { role: one.role, roleName: authorityRoleNames[one.role], name: one.name } } : {};
}

/** The authorities of others among those that answer for a file's signatures, each once. */
export function foreignAuthorities(
  trust: JointTrust,
  signatures: readonly { readonly signer?: { readonly anchor?: Uint8Array } }[],
): readonly TrustedAuthority[] {
  const all = signatures.flatMap((s) => authorityOf(trust, s.signer?.anchor) ?? []);
  return [...new Set(all.filter((one) => one.role !== 'own'))];
}

/** As part of a sentence. */
export function namesOf(authorities: readonly TrustedAuthority[]): { readonly zh: string; readonly en: string } {
  return {
    zh: authorities.map((one) => `${authorityRoleNames[one.role].zh}“${one.name}”`).join('、'),
    en: authorities.map((one) => `“${one.name}” (${authorityRoleNames[one.role].en})`).join(', '),
  };
}
