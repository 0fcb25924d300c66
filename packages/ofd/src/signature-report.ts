import type { OfdCheck } from './check-texts.ts';
import type { SignatureStamp } from './signature-xml.ts';

/** What one signature is and how it was judged. */
export interface OfdSignatureReport {
  readonly id: string;
  readonly type: 'Seal' | 'Sign';
  /** Structure version: 1 GM/T 0031-2014, 4 GB/T 38540-2020, 5 GM/T 0031-2025. */
  readonly version?: 1 | 4 | 5;
  /** Sealing time as signed. */
  readonly time?: Date;
  readonly signer?: {
    readonly subject: string;
    readonly serial: string;
    readonly certificate: Uint8Array;
    /** The trusted root its chain leads to, DER; absent when it leads to none. */
    readonly anchor?: Uint8Array;
  };
  readonly seal?: {
    readonly id: string;
    readonly name: string;
    readonly type: number;
    readonly vendor: string;
    readonly maker: string;
    readonly makerCertificate: Uint8Array;
    readonly validFrom: Date;
    readonly validTo: Date;
    readonly picture: { readonly type: string; readonly width: number; readonly height: number };
  };
  /** The digest of the signed description: names this very sealing. */
  readonly dataHash?: Uint8Array;
  readonly stamps: readonly SignatureStamp[];
  readonly checks: readonly OfdCheck[];
  /** Parts this signature leaves unprotected although it should protect them. */
  readonly uncovered: readonly string[];
}
