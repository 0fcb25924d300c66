import { makeSignedData, OID, readDer, type Signer, type SyncSigner } from '@miaopi/gm';
import type { OfdPackage } from './package.ts';
import type { SealedOfd, SealOptions } from './seal.ts';
import { prepareSignature } from './signature-write.ts';

export interface SignOptions extends Pick<SealOptions, 'time' | 'provider' | 'mode'> {
  readonly signer: Signer;
  /**
   * Both are GB/T 35275, and makers' readers differ in which they take. `attributes` (default): a ContentInfo with signing
   * time, digest and certificate among the signed attributes. `digest`: a bare SignedData over the SM3 of Signature.xml.
   */
  readonly form?: 'attributes' | 'digest';
}

/**
 * Signs a package without a seal (`Type="Sign"`, GM/T 0099 §7.2.2, GB/T 35275). Other parts keep their bytes.
 * @throws OfdError `not_sealable` when an earlier signature protects the signature list; GmError when the signer refuses
 */
export async function signOfd(ofd: OfdPackage, options: SignOptions): Promise<SealedOfd> {
  const { prepared, input } = begin(ofd, options);
  return prepared.complete(unwrap(await makeSignedData({ ...input, signer: options.signer }), options));
}

/** `signOfd` at once, for signers that answer at once (file keys). */
export function signOfdSync(ofd: OfdPackage, options: SignOptions & { readonly signer: SyncSigner }): SealedOfd {
  const { prepared, input } = begin(ofd, options);
  return prepared.complete(unwrap(makeSignedData({ ...input, signer: options.signer }), options));
}

function begin(ofd: OfdPackage, options: SignOptions) {
  const { time, provider, mode } = options;
  const prepared = prepareSignature(ofd, { time, provider, mode, stamps: [], type: 'Sign' });
  const input =
    options.form === 'digest'
      ? { content: prepared.dataHash, family: 'gm' as const }
      : { content: prepared.description, family: 'gm' as const, signingTime: time };
  return { prepared, input };
}

/** Takes the ContentInfo off: `SEQUENCE { type, [0] { SignedData } }`. */
function unwrap(contentInfo: Uint8Array, { form }: SignOptions): Uint8Array {
  if (form !== 'digest') return contentInfo;
  const fields = readDer(contentInfo, 'contentInfo').sequence();
  if (fields.next('type').oid() !== OID.gmSignedData) return contentInfo;
  return fields.next('content').fields().next('signedData').raw.slice();
}
