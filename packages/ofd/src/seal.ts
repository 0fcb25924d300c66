import { makeSealSignature, type PreparedSeal, prepareSeal, type Signer, type SyncSigner } from '@miaopi/gm';
import type { Box } from './drawing.ts';
import type { OfdPackage } from './package.ts';
import { prepareSignature } from './signature-write.ts';

/** One visible place of the seal, in mm on a page. */
export interface StampPlace extends Box {
  /** 0-based page number. */
  readonly page: number;
  /** Part of the seal's picture to show, relative to the box; for 骑缝章. */
  readonly clip?: Box;
}

export interface SealOptions {
  /** The seal (SESeal, DER), or the same prepared once for many documents. */
  readonly seal: PreparedSeal | Uint8Array;
  readonly signer: Signer;
  readonly time: Date;
  readonly stamps: readonly StampPlace[];
  readonly provider: { readonly name: string; readonly version?: string; readonly company?: string };
  /** `whole` protects the list of signatures too, so nobody can seal after it; `continue` leaves room for more. */
  readonly mode: 'whole' | 'continue';
  /** Gets the signature value (DER) and gives an RFC 3161 token over it. */
  readonly timeStamp?: (signature: Uint8Array) => Uint8Array;
}

export interface SealedOfd {
  readonly package: OfdPackage;
  /** SES_Signature, DER. */
  readonly signedValue: Uint8Array;
  /** Path of the new Signature.xml. */
  readonly signaturePath: string;
}

/** A package with everything in place but the signature value, for signers far away. */
export interface PreparedSealing {
  /** Signature.xml. */
  readonly description: Uint8Array;
  /** SM3 of Signature.xml: TBS_Sign.dataHash. */
  readonly dataHash: Uint8Array;
  /** Absolute path of Signature.xml: TBS_Sign.propertyInfo. */
  readonly propertyInfo: string;
  readonly complete: (signedValue: Uint8Array) => SealedOfd;
}

/**
 * Seals a package with a GB/T 38540-2020 seal. Other parts keep their bytes.
 * @throws OfdError `not_sealable` when an earlier signature protects the signature list; GmError when the seal does not
 * list the signer, is not valid at the time, or the signer refuses
 */
export async function sealOfd(ofd: OfdPackage, options: SealOptions): Promise<SealedOfd> {
  const { prepared, input } = begin(ofd, options);
  return prepared.complete(await makeSealSignature({ ...input, signer: options.signer }));
}

/** `sealOfd` at once, for signers that answer at once (file keys). */
export function sealOfdSync(ofd: OfdPackage, options: SealOptions & { readonly signer: SyncSigner }): SealedOfd {
  const { prepared, input } = begin(ofd, options);
  return prepared.complete(makeSealSignature({ ...input, signer: options.signer }));
}

function begin(ofd: OfdPackage, options: SealOptions) {
  const seal = options.seal instanceof Uint8Array ? prepareSeal(options.seal) : options.seal;
  const prepared = prepareSealing(ofd, { ...options, seal: seal.seal.der });
  const { dataHash, propertyInfo } = prepared;
  return { prepared, input: { seal, dataHash, propertyInfo, time: options.time, timeStamp: options.timeStamp } };
}

/**
 * The work before signing, in the order of GB/T 33190 §18: list entry, `Signatures` in OFD.xml, Seal.esl, stamps,
 * digests of all protected parts, Signature.xml.
 * @throws OfdError `not_sealable`, `illegal_value`, `illegal_number`, `illegal_text`
 */
export function prepareSealing(
  ofd: OfdPackage,
  options: Omit<SealOptions, 'signer' | 'seal'> & { readonly seal: Uint8Array },
): PreparedSealing {
  return prepareSignature(ofd, { ...options, type: 'Seal' });
}

/**
 * 骑缝章: one seal cut over the right edges of all pages. Page k (from 0) shows the k-th slice of the picture.
 * @returns one place per page, with its clip; feed them to `sealOfd`
 */
export function ridingStamps(
  pages: readonly { readonly width: number }[],
  seal: { readonly y: number; readonly width: number; readonly height: number },
): StampPlace[] {
  const slice = seal.width / pages.length;
  return pages.map((page, k) => ({
    page: k,
    x: page.width - (k + 1) * slice,
    y: seal.y,
    width: seal.width,
    height: seal.height,
    clip: { x: k * slice, y: 0, width: slice, height: seal.height },
  }));
}
