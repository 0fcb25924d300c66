export { concat as concatBytes, equalBytes, fromHex, toHex } from './bytes.ts';
export type { Certificate, CertificateExtension, KeyUsage } from './certificate.ts';
export { parseCertificate, verifyWithCertificate } from './certificate.ts';
export type { ChainCheck, ChainResult, VerifyChainOptions } from './chain.ts';
export { revokedSince, verifyChain } from './chain.ts';
export type { Crl, IssueCrlInput, RevocationReason, RevokedEntry } from './crl.ts';
export { issueCrl, parseCrl } from './crl.ts';
export type { DerElement, DerFields, DerLimits } from './der-read.ts';
export { readDer } from './der-read.ts';
export {
  der,
  derBits,
  derBoolean,
  derExplicit,
  derGeneralizedTime,
  derIa5,
  derImplicit,
  derInteger,
  derNull,
  derOctets,
  derOid,
  derPrintable,
  derSequence,
  derSetOf,
  derTime,
  derUnsigned,
  derUtf8,
} from './der-write.ts';
export { digestToSign } from './digest-to-sign.ts';
export type {
  EnvelopedData,
  EnvelopedDataInput,
  EnvelopeOpener,
  EnvelopeRecipient,
} from './enveloped-data.ts';
export { makeEnvelopedData, openEnvelopedData, parseEnvelopedData } from './enveloped-data.ts';
export type { GmErrorCode } from './errors.ts';
export { GmError } from './errors.ts';
export type { FileSignerOptions } from './file-signer.ts';
export { fileSigner } from './file-signer.ts';
export type { CertificateExtensions, CertificateRequest, IssueCertificateInput } from './issue.ts';
export { createCertificateRequest, issueCertificate, keyIdOf, parseCertificateRequest, subjectOf } from './issue.ts';
export type { CertificateStanding, OcspAuthority } from './make-ocsp.ts';
export { answerOcspRequest, refuseOcsp } from './make-ocsp.ts';
export type { SignedDataInput, TimeStampMaker } from './make-signed-data.ts';
export { makeSignedData } from './make-signed-data.ts';
export type {
  TimeStampAuthority,
  TimeStampFailure,
  TimeStampRequest,
  TimeStampRequestInput,
  TimeStampResponse,
  TimeStampTokenInput,
} from './make-timestamp.ts';
export {
  answerTimeStampRequest,
  createTimeStampRequest,
  makeTimeStampToken,
  parseTimeStampRequest,
  parseTimeStampResponse,
  refuseTimeStamp,
} from './make-timestamp.ts';
export type { Name, NameAttribute, NameInput } from './name.ts';
export { nameValue } from './name.ts';
export type { OcspAnswer, OcspReason, OcspResponse, OcspStatus, OcspTrust, OcspVerdict } from './ocsp.ts';
export { parseOcspResponse, verifyOcspResponse } from './ocsp.ts';
export type { OcspCertificateId, OcspRequest, OcspRequestInput } from './ocsp-request.ts';
export { createOcspRequest, namesIssuer, parseOcspRequest } from './ocsp-request.ts';
export { OID } from './oids.ts';
export type { PemBlock } from './pem.ts';
export { decodePem, encodePem, fromBase64, pemToDer, toBase64 } from './pem.ts';
export type { EncryptPkcs8Options } from './pkcs8.ts';
export {
  decodePkcs8,
  decryptPkcs8,
  decryptPrivateKeyInfo,
  encodePkcs8,
  encryptPkcs8,
  encryptPrivateKeyInfo,
} from './pkcs8.ts';
export type { Sm3State } from './platform.ts';
export type { PublicKeyAlgorithm } from './public-key.ts';
export type { SigningRefusal } from './remote-protocol.ts';
export type { SigningReply, SigningRequest, SigningService } from './remote-service.ts';
export { signingService } from './remote-service.ts';
export type { RemoteSignerOptions, RemoteSigningReason } from './remote-signer.ts';
export { RemoteSigningError, remoteSigner } from './remote-signer.ts';
export type { Seal, SealExtension, SealInput, SealPicture, SealVersion } from './seal.ts';
export { makeSeal, parseSeal, sealListsSigner, verifySealMaker } from './seal.ts';
export type {
  PreparedSeal,
  SealSignature,
  SealSignatureInput,
  SealToSign,
  WaitingSealSignature,
} from './seal-signature.ts';
export {
  makeSealSignature,
  parseSealSignature,
  parseSealToSign,
  prepareSeal,
  prepareSealSignature,
  sealEquals,
  verifySealSignatureValue,
} from './seal-signature.ts';
export type { SignatureAlgorithm } from './signature-algorithm.ts';
export { signatureAlgorithmOf } from './signature-algorithm.ts';
export type { SignedData, SignerInfo, SignerVerdict } from './signed-data.ts';
export {
  digestByOid,
  findSignerCertificate,
  namesSigningCertificate,
  parseSignedData,
  verifySignedData,
} from './signed-data.ts';
export type { Signer, SyncSigner } from './signer.ts';
export type {
  DigestSigningKey,
  IssuingKey,
  SigningKey,
  SigningKeyOptions,
  SyncIssuingKey,
  SyncSigningKey,
} from './signing-key.ts';
export { generateKey, signingKey } from './signing-key.ts';
export type { Sm2Options, Sm2SignOptions } from './sm2.ts';
export { sm2Digest, sm2Sign, sm2SignDigest, sm2Verify } from './sm2.ts';
export type { Sm2CipherOptions } from './sm2-encryption.ts';
export { sm2Decrypt, sm2Encrypt } from './sm2-encryption.ts';
export type { PreparedPublicKey, Sm2KeyPair } from './sm2-key.ts';
export { DEFAULT_USER_ID, generateSm2KeyPair, preparePublicKey, sm2PublicKey } from './sm2-key.ts';
export { createSm3, hmacSm3, sm3, sm3Hex } from './sm3.ts';
export { sm4CbcDecrypt, sm4CbcEncrypt, sm4CtrXor, sm4Open, sm4Seal } from './sm4.ts';
export type { TimeStamp, TimeStampVerdict } from './timestamp.ts';
export { parseTimeStamp, verifyTimeStamp } from './timestamp.ts';
