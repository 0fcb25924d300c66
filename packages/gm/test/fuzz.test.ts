import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  answerOcspRequest,
  answerTimeStampRequest,
  createCertificateRequest,
  createOcspRequest,
  createTimeStampRequest,
  decodePkcs8,
  decryptPkcs8,
  der,
  derBits,
  derExplicit,
  derIa5,
  derInteger,
  derOctets,
  derOid,
  derSequence,
  encodePkcs8,
  encryptPkcs8,
  GmError,
  issueCrl,
  makeEnvelopedData,
  makeSealSignature,
  makeSignedData,
  OID,
  openEnvelopedData,
  parseCertificateRequest,
  parseEnvelopedData,
  parseOcspRequest,
  parseOcspResponse,
  parseSeal,
  parseSealSignature,
  parseSignedData,
  parseTimeStamp,
  parseTimeStampRequest,
  parseTimeStampResponse,
  readDer,
  sealListsSigner,
  sm2Sign,
  sm3,
  subjectOf,
  toHex,
  verifyChain,
  verifyOcspResponse,
  verifySealMaker,
  verifySealSignatureValue,
  verifySignedData,
  verifyTimeStamp,
} from '../src/index.ts';
import { AT, bytesOf, FROM, fixture, issueUnder, makeAuthority, sampleRoot, sealOf, signerOf, TO } from './material.ts';

// Structure-aware: good bytes are taken apart into their elements, elements are dropped, doubled, swapped, retagged,
// emptied, filled, wrapped or exchanged, and all lengths above are made right again, so that mutations get past the
// reader and reach what stands behind it.

interface Node {
  tag: number;
  inner: Node[] | Uint8Array;
}

function takeApart(bytes: Uint8Array): Node {
  const element = readDer(bytes, 'fuzz', { maxBytes: 1 << 24 });
  if ((element.tag & 0x20) === 0) return { tag: element.tag, inner: element.content };
  const inner: Node[] = [];
  for (const fields = element.fields(); fields.more(); ) inner.push(takeApart(fields.next('x').raw));
  return { tag: element.tag, inner };
}

const putTogether = ({ tag, inner }: Node): Uint8Array =>
  inner instanceof Uint8Array ? der(tag, inner) : der(tag, ...inner.map(putTogether));

function all(node: Node, out: Node[] = []): Node[] {
  out.push(node);
  if (Array.isArray(node.inner)) for (const child of node.inner) all(child, out);
  return out;
}

const OPERATIONS = ['drop', 'double', 'swap', 'retag', 'empty', 'fill', 'bit', 'wrap', 'exchange', 'long'] as const;
const edit = fc.record({ at: fc.nat(1 << 20), other: fc.nat(1 << 20), kind: fc.constantFrom(...OPERATIONS) });

function mutate(good: Uint8Array, edits: readonly { at: number; other: number; kind: string }[]): Uint8Array {
  const tree = takeApart(good);
  for (const { at, other, kind } of edits) {
    const nodes = all(tree);
    const node = nodes[at % nodes.length]!;
    const children = Array.isArray(node.inner) ? node.inner : undefined;
    const place = children && children.length > 0 ? other % children.length : 0;
    if (children && kind === 'drop') children.splice(place, 1);
    else if (children && kind === 'double' && children[place]) children.splice(place, 0, children[place]);
    else if (children && kind === 'swap') children.push(...children.splice(place, 1));
    else if (kind === 'retag') node.tag = [2, 3, 4, 5, 6, 0x0c, 0x17, 0x18, 0x30, 0x31, 0x80, 0xa0, 0xa1][other % 13]!;
    else if (kind === 'empty') node.inner = new Uint8Array();
    else if (kind === 'wrap') node.inner = [{ tag: node.tag, inner: node.inner }];
    else if (kind === 'exchange') {
      const donor = structuredClone(nodes[other % nodes.length]!);
      node.tag = donor.tag;
      node.inner = donor.inner;
    } else if (node.inner instanceof Uint8Array && node.inner.length > 0) {
      const content = Uint8Array.from(node.inner);
      if (kind === 'bit') content[other % content.length]! ^= 1 << (other & 7);
      else if (kind === 'fill') content.fill(other & 255);
      node.inner = kind === 'long' ? new Uint8Array(content.length + 300).fill(other & 255) : content;
    }
  }
  return putTogether(tree);
}

const root = makeAuthority();
const leaf = issueUnder(root);
const signer = signerOf(leaf);
const anchors = [root.certificate];
const data = bytesOf('被保护的内容');
const chain = (certificate: Uint8Array, at = AT, trusted = anchors) =>
  verifyChain(certificate, { anchors: trusted, at, usage: 'digitalSignature' }).ok;

const stamping = signerOf(
  issueUnder(root, {
    subject: { CN: '时间戳' },
    extensions: { keyUsage: ['digitalSignature'], extendedKeyUsage: [OID.timeStamping] },
  }),
);
const stampRequest = createTimeStampRequest({ data });
const stampAnswer = answerTimeStampRequest(stampRequest.der, {
  signer: stamping,
  policy: '1.2.3.4',
  now: () => AT,
  nextSerial: () => 5n,
});
const granted = parseTimeStampResponse(stampAnswer);
const token = granted.granted ? granted.token : new Uint8Array();

const crl = issueCrl({
  issuer: subjectOf(root.certificate),
  issuerKey: root.keys,
  thisUpdate: FROM,
  nextUpdate: TO,
  number: 1,
  revoked: [{ serial: '01', revokedAt: FROM, reason: 'superseded' }],
});
const ocspRequest = createOcspRequest({ certificate: leaf.certificate, issuer: root.certificate });
const ocsp = answerOcspRequest(ocspRequest.der, {
  signer: signerOf(root),
  issuer: root.certificate,
  now: () => AT,
  standing: () => ({ status: 'good' }),
});
const receiver = issueUnder(root, { extensions: { keyUsage: ['keyEncipherment'] } });
const encrypted = encryptPkcs8(leaf.keys.privateKey, 'password', { iterations: 1000 });

/** A version 5 seal, as GM/T 0031-2025 has it: header 5, a time stamp in [0]. */
function sealVersion5(): Uint8Array {
  const info = takeApart(parseSeal(sealOf(signer)).signedBytes);
  (info.inner as Node[])[0] = takeApart(derSequence(derIa5('ES'), derInteger(5), derIa5('MIAOPI')));
  const bytes = putTogether(info);
  const value = sm2Sign(bytes, leaf.keys);
  const rest = [derOctets(leaf.certificate), derOid(OID.sm2WithSm3), derBits(value)];
  return derSequence(bytes, ...rest, derExplicit(0, derBits(token)));
}

function sealSignatureVersion5(): Uint8Array {
  const seal = sealVersion5();
  const old = readDer(makeSignature(), 'x').sequence().next('toSign').sequence();
  old.next('version');
  old.next('seal');
  const fields = [old.next('time').raw, old.next('hash').raw, old.next('info').raw];
  const bytes = derSequence(derInteger(5), seal, ...fields);
  return derSequence(bytes, derOctets(leaf.certificate), derOid(OID.sm2WithSm3), derBits(sm2Sign(bytes, leaf.keys)));
}

function makeSignature(): Uint8Array {
  return makeSealSignature({ seal: sealOf(signer), signer, dataHash: sm3(data), propertyInfo: '/Sign.xml', time: AT });
}

const goodSeal = (bytes: Uint8Array): string | undefined => {
  const seal = parseSeal(bytes);
  const ok = verifySealMaker(seal) && chain(seal.makerCertificate);
  return ok ? toHex(seal.signedBytes) : undefined;
};
const goodSealSignature =
  (trusted: Uint8Array[]) =>
  (bytes: Uint8Array): string | undefined => {
    const signature = parseSealSignature(bytes);
    const ok =
      verifySealSignatureValue(signature) &&
      verifySealMaker(signature.seal) &&
      sealListsSigner(signature.seal, signature.certificate) &&
      chain(signature.certificate, signature.time, trusted) &&
      chain(signature.seal.makerCertificate, signature.time, trusted);
    return ok ? toHex(signature.signedBytes) : undefined;
  };

type Judge = (bytes: Uint8Array) => string | undefined;

/** Parser with verification: what it accepts as good (as text of everything the signature covers), or undefined. */
const SUBJECTS: readonly (readonly [string, Uint8Array, Judge])[] = [
  ['certificate', leaf.certificate, (bytes) => (chain(bytes) ? toHex(bytes) : undefined)],
  [
    'certificate request',
    createCertificateRequest({ subject: { C: 'CN', CN: '申请人' }, keyPair: leaf.keys }),
    (bytes) => {
      const { subject, publicKeyInfo } = parseCertificateRequest(bytes);
      return toHex(subject.der) + toHex(publicKeyInfo);
    },
  ],
  [
    'revocation list',
    crl,
    (bytes) => {
      const options = { anchors, at: AT, usage: 'digitalSignature', requireRevocation: true, crls: [bytes] } as const;
      return verifyChain(leaf.certificate, options).ok ? toHex(bytes) : undefined;
    },
  ],
  ['OCSP request', ocspRequest.der, (bytes) => (parseOcspRequest(bytes) ? undefined : undefined)],
  [
    'OCSP answer',
    ocsp,
    (bytes) => {
      const response = parseOcspResponse(bytes);
      const trust = { certificate: leaf.certificate, issuer: root.certificate, at: AT, nonce: ocspRequest.nonce! };
      return verifyOcspResponse(response, trust).ok ? toHex(response.tbs) : undefined;
    },
  ],
  ['PKCS#8', encodePkcs8(leaf.keys.privateKey), (bytes) => toHex(decodePkcs8(bytes).publicKey)],
  ['encrypted PKCS#8', encrypted, (bytes) => toHex(decryptPkcs8(bytes, 'password', { maxIterations: 2000 }).publicKey)],
  ...(['gm', 'cms'] as const).map((family): readonly [string, Uint8Array, Judge] => [
    `SignedData ${family}`,
    makeSignedData({ content: data, family, signer, signingTime: AT }),
    (bytes) => {
      const parsed = parseSignedData(bytes);
      const [verdict, ...others] = verifySignedData(parsed);
      const good = verdict?.ok && others.length === 0 && chain(verdict.certificate!.der);
      return good ? toHex(parsed.content!) + toHex(verdict.signer.signedAttributes!) : undefined;
    },
  ]),
  [
    'EnvelopedData',
    makeEnvelopedData({ content: data, recipients: [receiver.certificate] }),
    (bytes) => {
      const opener = { certificate: receiver.certificate, privateKey: receiver.keys };
      openEnvelopedData(parseEnvelopedData(bytes), opener);
      // Nothing signs an envelope: that it opens says nothing, only crashes count.
      return undefined;
    },
  ],
  ['time stamp request', stampRequest.der, (bytes) => (parseTimeStampRequest(bytes) ? undefined : undefined)],
  ['time stamp answer', stampAnswer, (bytes) => (parseTimeStampResponse(bytes) ? undefined : undefined)],
  [
    'time stamp',
    token,
    (bytes) => {
      const stamp = parseTimeStamp(bytes);
      return verifyTimeStamp(stamp, data, { anchors }).ok ? toHex(stamp.signedData.content!) : undefined;
    },
  ],
  ['seal v4', sealOf(signer), goodSeal],
  ['seal v4 with digests', sealOf(signer, { certListType: 'digests' }), goodSeal],
  ['seal v5', sealVersion5(), goodSeal],
  ['seal signature v1 of ofdrw', fixture('good-v1-ofdrw.dat'), goodSealSignature([sampleRoot()])],
  ['seal signature v4', makeSignature(), goodSealSignature(anchors)],
  ['seal signature v5', sealSignatureVersion5(), goodSealSignature(anchors)],
];

describe('structure-aware fuzzing', () => {
  it.each(SUBJECTS)(
    'F145 X05: %s: no mutation is accepted for something else, none throws anything but GmError',
    (_name, good, judge) => {
      const told = judge(good);
      fc.assert(
        fc.property(fc.array(edit, { minLength: 1, maxLength: 3 }), (edits) => {
          let accepted: string | undefined;
          try {
            accepted = judge(mutate(good, edits));
          } catch (error) {
            if (!(error instanceof GmError)) throw error;
          }
          // Some bytes are protected by nothing (versions of CMS, a certificate carried twice); what is said never changes.
          if (accepted !== undefined) expect(accepted).toBe(told);
        }),
        { numRuns: 250 },
      );
    },
  );

  it('the mutator itself puts good bytes together again, and good bytes are accepted', () => {
    for (const [name, good, judge] of SUBJECTS) {
      expect(putTogether(takeApart(good)), name).toEqual(good);
      if (!/request|Enveloped|answer$/.test(name) || name === 'OCSP answer') expect(judge(good), name).toBeDefined();
    }
  });
});
