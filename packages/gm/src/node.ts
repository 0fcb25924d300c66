// Second door, for Node only: what browsers cannot have.
export type { Pkcs11Library, Pkcs11Module, Pkcs11Options, Pkcs11Signer } from './pkcs11.ts';
export { Pkcs11PinError, pkcs11Signer } from './pkcs11.ts';
export type { Pkcs11KeyOptions } from './pkcs11-key.ts';
export { changePkcs11Pin, makePkcs11Key } from './pkcs11-key.ts';
