/** A signature by the key inside a carrier, and nothing else of it: there is no way to get the key out. */
export interface OpenedCarrier {
  /** DER signature over the message (SM2/SM3, default user id). @throws Error when it has signed as often as it was opened for */
  sign(message: Uint8Array): Uint8Array | Promise<Uint8Array>;
}

/**
 * Keeps the private key of a seal under its holder's password. `soft` is a token inside the installation; a UKey stands behind the same port
 * (a PKCS#11 signer: `handle` is then its slot and key id, and the password its PIN).
 */
export interface CarrierStore {
  readonly kind: 'soft' | 'hardware';
  /** Makes a key pair inside the carrier. `handle` is what is kept in the database: useless without password and installation. */
  generate(password: string): Promise<{ readonly publicKey: Uint8Array; readonly handle: CarrierHandle }>;
  /** @returns undefined when the password is wrong */
  open(
    handle: CarrierHandle,
    password: string,
    certificate: Uint8Array,
    times: number,
  ): Promise<OpenedCarrier | undefined>;
  /** @returns undefined when the old password is wrong */
  changePassword(handle: CarrierHandle, from: string, to: string): Promise<CarrierHandle | undefined>;
}

export interface CarrierHandle {
  readonly wrapped: Uint8Array;
  readonly salt: Uint8Array;
}
