import { Type } from 'typebox';
import { defineRoute } from '../route.ts';
import { oneOf } from '../shapes.ts';

/** `root`, `issuing`: SM2, for seals and codes · `documents`: P-256, for PDFs and their time stamps. */
export const OwnAuthority = oneOf(['root', 'issuing', 'documents']);

/** RFC 6960: the body is an OCSPRequest, the answer an OCSPResponse, also where the request is malformed. */
export const askCertificateStatus = defineRoute({
  name: 'seals.askCertificateStatus',
  method: 'POST',
  path: '/api/seals/ocsp',
  permission: 'public',
  summary: 'Status of certificates of this installation’s authority (OCSP)',
  raw: true,
  rawLimit: 8 * 1024,
  reply: 'binary',
  errors: ['identity.too_many'],
});

/** RFC 6960, appendix A.1: the OCSPRequest in base64 as last part of the address, so that answers can be kept on the way. */
export const readCertificateStatus = defineRoute({
  name: 'seals.readCertificateStatus',
  method: 'GET',
  path: '/api/seals/ocsp/:request',
  permission: 'public',
  summary: 'Status of a certificate of this installation’s authority (OCSP), asked by address',
  params: Type.Object({ request: Type.String({ minLength: 1, maxLength: 400 }) }),
  reply: 'binary',
  errors: ['identity.too_many'],
});

/** RFC 3161 §3.4: the body is a TimeStampReq, the answer a TimeStampResp. SM3 digests are stamped with SM2, SHA-2 with P-256. */
export const stampTime = defineRoute({
  name: 'seals.stampTime',
  method: 'POST',
  path: '/api/seals/tsa',
  permission: 'public',
  summary: 'A time stamp of this installation’s authority (RFC 3161)',
  raw: true,
  rawLimit: 16 * 1024,
  reply: 'binary',
  errors: ['identity.too_many'],
});

export const getRevocationList = defineRoute({
  name: 'seals.getRevocationList',
  method: 'GET',
  path: '/api/seals/authorities/:authority/crl',
  permission: 'public',
  summary: 'Revocation list of an authority of this installation (DER)',
  params: Type.Object({ authority: OwnAuthority }),
  reply: 'binary',
  errors: [],
});

export const getAuthorityCertificate = defineRoute({
  name: 'seals.getAuthorityCertificate',
  method: 'GET',
  path: '/api/seals/authorities/:authority/certificate',
  permission: 'public',
  summary: 'Certificate of an authority of this installation (DER)',
  params: Type.Object({ authority: OwnAuthority }),
  reply: 'binary',
  errors: [],
});
