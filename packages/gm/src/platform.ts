/** What differs between Node and browsers; `#platform` picks the file (package.json "imports"). */
export interface Sm3State {
  /** Adds bytes; returns itself. */
  update(data: Uint8Array): Sm3State;
  /** The 32-byte digest; the state must not be used afterwards. */
  digest(): Uint8Array;
}

/** A P-256 or RSA key that signs with SHA-256 (see `SigningKey`). */
export interface ForeignSigningKey {
  readonly algorithm: 'ecdsa-p256-sha256' | 'rsa-sha256';
  readonly publicKeyInfo: Uint8Array;
  sign(message: Uint8Array): Uint8Array;
  /** The digest, SHA-256 here, was made by somebody else. */
  signDigest(digest: Uint8Array): Uint8Array;
}

/** A signature algorithm of foreign certificates (not SM2) that chains may contain. */
export type ForeignAlgorithm =
  | { readonly kind: 'ecdsa-p256'; readonly hash: 'sha256' | 'sha384' | 'sha512' }
  | { readonly kind: 'rsa-pkcs1'; readonly hash: 'sha256' | 'sha384' | 'sha512' };
