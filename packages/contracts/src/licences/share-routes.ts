import { type Static, type TObject, Type } from 'typebox';
import { defineRoute } from '../route.ts';
import { Instant, oneOf } from '../shapes.ts';

/**
 * Sharing of licences with registered systems (GB/T 36906-2018 style): every question is a POST of {accessId, accessToken, data}, every answer is
 * {head: {status, message}, data}. How the token is made: docs/guides/licence-sharing.md.
 */
const questions = <T extends TObject>(data: T) =>
  Type.Object({
    accessId: Type.String({ minLength: 1, maxLength: 64 }),
    accessToken: Type.String({ maxLength: 600, description: '<seconds since 1970>.<nonce>.<signature, base64url>' }),
    data,
  });

export const ShareHead = Type.Object({
  status: Type.Integer({
    description:
      '0 given · 2 not shared · 10 no such licence · 11 not authenticated · 12 parameter missing · 13 unknown type · 21 cancelled or void · 22 expired · 23 restricted · 100 not permitted · 102 contentType · 103 holderTypeCode · 109–111 certNo, holderCode, holder missing · 113 certTypeCode',
  }),
  message: Type.String(),
});

const answers = <T extends Parameters<typeof Type.Optional>[0]>(data: T) =>
  Type.Object({
    head: ShareHead,
    /** For a system with an encryption key: text, the JSON encrypted by SM2 (C1C3C2), base64. */
    data: Type.Optional(Type.Union([data, Type.String()])),
  });

const text = (max: number, description?: string) =>
  Type.Optional(Type.String({ maxLength: max, ...(description ? { description } : {}) }));

/** Of every question: for what, and by which right. */
const why = {
  useCause: text(200, 'one of the purposes the system is registered for'),
  useCode: text(40, '用证码 the holder made'),
  itemCode: text(50, 'by duty: the item that needs it'),
  caseNo: text(60, 'by duty: the case that needs it'),
  operator: text(60, 'who asks at the calling system'),
};
const byHolder = {
  holderCode: text(40),
  holderTypeCode: text(3, 'GB/T 36903: 001 USCC · 111 citizen ID …'),
  certTypeCode: text(21),
  certNo: text(120),
};

const found = Type.Object({
  certs: Type.Array(
    Type.Object({
      certIdentifier: Type.String(),
      certName: Type.String(),
      certNo: Type.String(),
      issueOrg: Type.String(),
      validTo: Type.Union([Type.String(), Type.Null()]),
      state: Type.String(),
    }),
  ),
});

const certData = Type.Object({
  certIdentifier: Type.String(),
  state: Type.String(),
  grade: Type.String(),
  /** Metadata of GB/T 36903 by pinyin name, KZ_* the type's own; sensitive ones masked unless the holder or a duty allows them. */
  certData: Type.Record(Type.String(), Type.String()),
});

/** A copy is sealed anew; its seal may be away, refused, gone or not granted for it. */
const sealing = ['seals.carrier_silent', 'seals.carrier_refused', 'seals.no_seal', 'seals.not_granted'] as const;

const share = <D extends TObject, R extends TObject>(
  name: string,
  summary: string,
  data: D,
  reply: R,
  errors: readonly string[] = [],
) =>
  defineRoute({
    name: `licences.share${name[0]?.toUpperCase()}${name.slice(1)}`,
    method: 'POST',
    path: `/api/share/v1/${name}`,
    permission: 'public',
    summary,
    body: questions(data),
    reply: answers(reply),
    errors: ['identity.too_many', ...errors],
  });

export const shareSearch = share('search', 'Licences of a holder by type', Type.Object({ ...byHolder, ...why }), found);

export const shareCertInfo = share(
  'queryCertInfo',
  'Data of a licence',
  Type.Object({ certIdentifier: text(200), ...byHolder, ...why }),
  certData,
);

const copyWanted = Type.Object({
  certIdentifier: text(200),
  ...byHolder,
  ...why,
  expiryTime: text(30, 'last moment of the copy, ISO 8601 or yyyyMMddHHmmss; at most 90 days from now'),
});

export const shareDownloadUrl = share(
  'downloadUrl',
  'A one-time address, good for ten minutes, of an annotated copy',
  copyWanted,
  Type.Object({
    certIdentifier: Type.String(),
    contentType: Type.String(),
    content: Type.String(),
    expiresAt: Instant,
  }),
  sealing,
);

export const shareDownloadFile = share(
  'downloadFile',
  'An annotated copy itself',
  copyWanted,
  Type.Object({
    certIdentifier: Type.String(),
    contentType: Type.String(),
    content: Type.String({ description: 'base64, OFD' }),
    expiresAt: Instant,
  }),
  sealing,
);

const verified = Type.Object({
  result: Type.Integer({
    description:
      '0 right and valid · 1 right, not yet valid · 2 right, suspended or recalled · 3 right, no longer valid · 4 not enough to verify by · 5 no such record · 6 parameter missing · 7 some of it wrong',
  }),
  message: Type.String(),
  /** Names of what differs. */
  wrong: Type.Optional(Type.Array(Type.String())),
  certIdentifier: Type.Optional(Type.String()),
});

export const shareVerifyInfo = share(
  'verifyCertInfo',
  'Are these data of a licence right, and is it valid',
  Type.Object({
    certTypeCode: text(21),
    certData: Type.Optional(Type.Record(Type.String({ maxLength: 60 }), Type.String({ maxLength: 500 }))),
    ...why,
  }),
  verified,
);

export const shareVerifyFile = share(
  'verifyFile',
  'Is this licence file the sealed original or a copy of ours, and valid',
  Type.Object({
    certTypeCode: text(21),
    content: Type.Optional(Type.String({ maxLength: 1_900_000, description: 'base64' })),
    contentType: text(20),
    ...why,
  }),
  verified,
);

export const shareByQr = share(
  'getDataByQRcode',
  'Data of the licence whose QR code was shown; sensitive fields masked',
  Type.Object({ qrcode: text(300), ...why }),
  certData,
);

export const shareFile = defineRoute({
  name: 'licences.shareFile',
  method: 'GET',
  path: '/api/share/v1/files/:token',
  permission: 'public',
  summary: 'The annotated copy at a one-time address',
  params: Type.Object({ token: Type.String({ minLength: 20, maxLength: 80, pattern: '^[A-Za-z0-9_-]+$' }) }),
  reply: 'binary',
  errors: ['licences.link_missing', 'identity.too_many'],
});

export const ShareKeyKind = oneOf(['hmac-sm3', 'sm2']);
export type ShareKeyKind = Static<typeof ShareKeyKind>;
