// `npx tsx packages/gm/examples/seal-and-verify.ts`: an authority, a seal, a sealed digest with time stamp, and its verification.
import {
  answerTimeStampRequest,
  createTimeStampRequest,
  fileSigner,
  generateKey,
  issueCertificate,
  makeSeal,
  makeSealSignature,
  OID,
  parseCertificate,
  parseSealSignature,
  parseTimeStamp,
  parseTimeStampResponse,
  sealListsSigner,
  signingKey,
  sm3,
  verifyChain,
  verifySealMaker,
  verifySealSignatureValue,
  verifyTimeStamp,
} from '../src/index.ts';

const notBefore = new Date('2026-01-01T00:00:00Z');
const notAfter = new Date('2029-01-01T00:00:00Z');
const time = new Date('2026-11-28T02:00:00Z');

// The authority of the district, and under it: who makes seals, who uses this one, who stamps times.
const authorityKey = generateKey('sm2');
const authorityName = { C: 'CN', O: '云州市', CN: '云州市电子印章根证书' };
const authority = issueCertificate({
  subject: authorityName,
  issuer: authorityName,
  subjectPublicKey: authorityKey.publicKeyInfo,
  issuerKey: signingKey(authorityKey.pkcs8),
  notBefore,
  notAfter,
  extensions: { basicConstraints: { ca: true }, keyUsage: ['keyCertSign', 'cRLSign'] },
});

function holderOf(name: string, extendedKeyUsage: string[] = []) {
  const key = generateKey('sm2');
  const certificate = issueCertificate({
    subject: { C: 'CN', O: '云州市', CN: name },
    issuer: parseCertificate(authority),
    subjectPublicKey: key.publicKeyInfo,
    issuerKey: signingKey(authorityKey.pkcs8),
    notBefore,
    notAfter,
    extensions: { keyUsage: ['digitalSignature', 'nonRepudiation'], extendedKeyUsage },
  });
  return fileSigner({ privateKey: key.pkcs8, certificate });
}
const maker = holderOf('云州市印章制作系统');
const signer = holderOf('云州市交通运输局');
const stamper = holderOf('云州市时间戳服务', [OID.timeStamping]);

const seal = makeSeal({
  id: '99010000000001',
  vendor: 'EXAMPLE',
  type: 1,
  name: '云州市交通运输局电子证照专用章',
  certificates: [signer.certificate],
  createdAt: notBefore,
  validFrom: notBefore,
  validTo: notAfter,
  picture: { type: 'png', data: new Uint8Array(100), width: 42, height: 42 },
  maker,
});

const document = new TextEncoder().encode('<Signature>…</Signature>');
const signedValue = makeSealSignature({
  seal,
  signer,
  dataHash: sm3(document),
  propertyInfo: '/Doc_0/Signs/Sign_0/Signature.xml',
  time,
  timeStamp: (value) => {
    const request = createTimeStampRequest({ data: value });
    const answer = answerTimeStampRequest(request.der, {
      signer: stamper,
      policy: '1.2.156.10197.6.9.1',
      now: () => time,
      nextSerial: () => 1n,
    });
    const response = parseTimeStampResponse(answer, request);
    if (!response.granted) throw new Error(response.message);
    return response.token;
  },
});

// The verifier knows the authority and the document.
const anchors = [authority];
const parsed = parseSealSignature(signedValue);
const stamp = parseTimeStamp(parsed.timeStamp!);
const at = stamp.time;
const checks = {
  value: verifySealSignatureValue(parsed),
  document: Buffer.compare(parsed.dataHash, sm3(document)) === 0,
  maker: verifySealMaker(parsed.seal),
  listed: sealListsSigner(parsed.seal, parsed.certificate),
  makerChain: verifyChain(parsed.seal.makerCertificate, { anchors, at, usage: 'digitalSignature' }).ok,
  signerChain: verifyChain(parsed.certificate, { anchors, at, usage: 'digitalSignature' }).ok,
  timeStamp: verifyTimeStamp(stamp, parsed.signature, { anchors }).ok,
};
console.log(checks);
if (!Object.values(checks).every(Boolean)) process.exitCode = 1;
