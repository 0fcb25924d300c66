/** Make + seal and verify per second in one thread, beside the primitives they rest on. Run: npx tsx packages/ofd/bench.ts */
import { generateSm2KeyPair, sm2Sign, sm2Verify, sm3 } from '@miaopi/gm';
import { packOfd, renderSvg, sealOfdSync, verifyOfd } from './src/index.ts';
import { licencePackage, SEALED_AT, samplePng, sampleWorld, sealing } from './test/sample-world.ts';

const SECONDS = 1.2;

function perSecond(name: string, work: (i: number) => void): number {
  for (let i = 0; i < 60; i++) work(i);
  const start = performance.now();
  let n = 0;
  while (performance.now() - start < SECONDS * 1000) work(n++);
  const rate = (n / (performance.now() - start)) * 1000;
  console.log(`${name.padEnd(46)}${rate.toFixed(0).padStart(8)}/s`);
  return rate;
}

const { root } = sampleWorld();
const options = sealing();
const photo = samplePng(25_000);
const key = generateSm2KeyPair();
const message = new Uint8Array(30_000);
const signature = sm2Sign(message, key);
const sign = perSecond('primitive: SM2 sign (30 kB)', () => sm2Sign(message, key));
const check = perSecond('primitive: SM2 verify, 30 kB', () => sm2Verify(signature, message, key.publicKey));
perSecond('primitive: SM3 of 100 kB', () => sm3(new Uint8Array(100_000)));
perSecond('write (no seal, no zip)', (i) => licencePackage(i, photo.slice()));
perSecond('write + zip', (i) => packOfd(licencePackage(i, photo.slice())));
const made = perSecond('make + seal + zip a licence (new photo each)', (i) => {
  packOfd(sealOfdSync(licencePackage(i, photo.slice()), options).package);
});
const file = packOfd(sealOfdSync(licencePackage(1, photo), options).package);
const files = Array.from({ length: 200 }, (_, i) =>
  packOfd(sealOfdSync(licencePackage(i, samplePng(24_000 + i * 10)), options).package),
);
const verified = perSecond('verify (200 different files in turn)', (i) => {
  const report = verifyOfd(files[i % files.length]!, { anchors: [root], at: SEALED_AT });
  if (report.verdict !== 'valid') throw new Error(report.reason);
});
perSecond('draw it as SVG', () => renderSvg(file, 0));
console.log(`file ${file.length} bytes; make+seal is ${((made / sign) * 100).toFixed(0)} % of bare SM2 signing,`);
console.log(`verify ${((verified / check) * 100).toFixed(0)} % of bare SM2 verifying.`);
