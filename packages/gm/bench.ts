// `npx tsx packages/gm/bench.ts`: some seconds; prints operations a second of one thread's own processor time (as `openssl speed`
// counts, so that a busy machine does not blur them) beside the limits of OpenSSL: the command's SM2, node:crypto's k·G.
import { spawnSync } from 'node:child_process';
import { createECDH, createHash, generateKeyPairSync, sign, verify } from 'node:crypto';
import {
  fileSigner,
  generateSm2KeyPair,
  issueCertificate,
  makeSeal,
  makeSealSignature,
  parseSealSignature,
  preparePublicKey,
  prepareSeal,
  sealListsSigner,
  sm2Sign,
  sm2Verify,
  sm3,
  verifyChain,
  verifySealMaker,
  verifySealSignatureValue,
} from './src/index.ts';

const WINDOW_MS = 400;

function rate(name: string, once: (i: number) => unknown, goal?: number): void {
  for (let i = 0; i < 20; i += 1) once(i);
  const start = process.cpuUsage();
  let count = 0;
  let used = 0;
  while (used < WINDOW_MS) {
    once(count + 20);
    count += 1;
    const { user, system } = process.cpuUsage(start);
    used = (user + system) / 1000;
  }
  const perSecond = Math.round((count * 1000) / used);
  console.log(`${name.padEnd(46)} ${String(perSecond).padStart(8)}/s${goal ? `  (goal ${goal})` : ''}`);
}

const message = new TextEncoder().encode('message digest');
const pair = generateSm2KeyPair();
const signature = sm2Sign(message, pair);
const prepared = preparePublicKey(pair.publicKey);
const strangers = Array.from({ length: 400 }, () => {
  const stranger = generateSm2KeyPair();
  return { key: stranger.publicKey, signature: sm2Sign(message, stranger) };
});

rate('SM2 sign', () => sm2Sign(message, pair), 2400);
rate('SM2 verify, known key', () => sm2Verify(signature, message, prepared), 3000);
rate(
  'SM2 verify, unknown key',
  (i) => {
    const stranger = strangers[i % strangers.length]!;
    return sm2Verify(stranger.signature, message, stranger.key);
  },
  1000,
);

const notBefore = new Date('2026-01-01T00:00:00Z');
const notAfter = new Date('2036-01-01T00:00:00Z');
const name = { C: 'CN', CN: 'bench' };
const certificate = issueCertificate({
  subject: name,
  issuer: name,
  subjectPublicKey: pair.publicKey,
  issuerKey: pair,
  notBefore,
  notAfter,
  extensions: { basicConstraints: { ca: true }, keyUsage: ['digitalSignature', 'keyCertSign'] },
});
const signer = fileSigner({ privateKey: pair.privateKey, certificate });
const seal = makeSeal({
  id: '33010600000001',
  vendor: 'MIAOPI',
  type: 1,
  name: 'bench',
  certificates: [certificate],
  createdAt: notBefore,
  validFrom: notBefore,
  validTo: notAfter,
  picture: { type: 'png', data: new Uint8Array(20_000), width: 40, height: 40 },
  maker: signer,
});
const preparedSeal = prepareSeal(seal);
const time = new Date('2026-06-01T00:00:00Z');
const dataHash = sm3(message);
const propertyInfo = '/Doc_0/Signs/Sign_0/Signature.xml';
const make = (): Uint8Array => makeSealSignature({ seal: preparedSeal, signer, dataHash, propertyInfo, time });
const sealed = make();
rate('seal signature, made (20 kB seal)', make);
rate('seal signature, verified with maker and chain', () => {
  const parsed = parseSealSignature(sealed);
  return (
    verifySealSignatureValue(parsed) &&
    verifySealMaker(parsed.seal) &&
    sealListsSigner(parsed.seal, parsed.certificate) &&
    verifyChain(parsed.certificate, { anchors: [certificate], at: parsed.time, usage: 'digitalSignature' }).ok
  );
});

const ecdh = createECDH('SM2');
rate('OpenSSL SM2 k·G (bounds its sign)', () => ecdh.generateKeys());
const p256 = generateKeyPairSync('ec', { namedCurve: 'SM2' });
const plain = sign('sm3', message, p256.privateKey);
rate('OpenSSL ECDSA on the SM2 curve, sign', () => sign('sm3', message, p256.privateKey));
rate('OpenSSL ECDSA on the SM2 curve, verify', () => verify('sm3', message, p256.publicKey, plain));
const block = new Uint8Array(1024 * 1024);
rate('SM3 of 1 MiB', () => createHash('sm3').update(block).digest());

const { stdout } = spawnSync('openssl', ['speed', '-seconds', '1', 'sm2'], { encoding: 'utf8' });
const native = /([\d.]+)\s+([\d.]+)\s*$/.exec((stdout ?? '').trim());
if (native) {
  console.log(`${'openssl speed sm2, sign'.padEnd(46)} ${native[1]!.padStart(8)}/s`);
  console.log(`${'openssl speed sm2, verify'.padEnd(46)} ${native[2]!.padStart(8)}/s`);
}
