/** A signature by the key inside a carrier, and nothing else of it: there is no way to get the key out. */
export interface OpenedCarrier {
  /** DER signature over the message (SM2/SM3, default user id). @throws Error when it has signed as often as it was opened for */
  sign(message: Uint8Array): Uint8Array | Promise<Uint8Array>;
}

/**
 * Keeps the private key of a seal under its holder's password, where the server runs: `softToken`. A 智能密码钥匙 in the keeper's hand is no such store: the server
 * reaches neither key nor PIN (use-cases/seal-with-key.ts).
 */
export interface CarrierStore {
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
