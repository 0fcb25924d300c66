// Making, sealing and verifying a one-page licence in one thread, by the same calls as the server: paper of an item package drawn, written as OFD with its
// embedded fonts and metadata, sealed, packed, digested. Beside the primitives of this run, OpenSSL, and what ofdrw (Java) was measured at.
import { spawnSync } from 'node:child_process';
import { generateSm2KeyPair, preparePublicKey, sm2Sign, sm2Verify, sm3, sm3Hex } from '@miaopi/gm';
import { licenceContent } from '@miaopi/items';
import { drawPaper } from '@miaopi/layout';
import { notoPaperEnv } from '@miaopi/layout/noto';
import { packOfd, readOfd, sealOfdSync, verifyOfd, writeOfd } from '@miaopi/ofd';
import { SEALED_AT, sampleWorld, sealing } from '../packages/ofd/test/sample-world.ts';
import { atLeast, perSecond, quantile, say, tell } from './figure.ts';
import { filledCases, today } from './filled-cases.ts';

const { item, inputs } = await filledCases('ride-hailing-driver', 60);
const { root, seal } = sampleWorld();
const options = sealing();
const photos = inputs.map((input) => Buffer.from(String(input.evidence.人口信息?.data?.照片), 'base64'));

function make(i: number): Uint8Array {
  const input = inputs[i % inputs.length]!;
  const number = `9901${String(i).padStart(10, '0')}`;
  const content = licenceContent(item, input, {
    number,
    identifier: `1.2.156.3005.2.11990000009900144J001.11990100009900013U.${number}.001.X`,
    issuedAt: today,
    issuer: { name: '云州市交通运输局', uscc: '11990100009900013U' },
    verifyUrl: `https://zz.example.cn/v/${number}abcdefgh`,
    version: 1,
  });
  const data = new Uint8Array(photos[i % photos.length]!);
  const format = data[0] === 0x89 ? ('png' as const) : ('jpeg' as const);
  const drawing = drawPaper(
    item.paper,
    { values: content.paperValues, images: { 照片: { format, data } } },
    notoPaperEnv(),
  );
  const page = drawing.pages.findIndex((p) => p.sealPlaces && Object.hasOwn(p.sealPlaces, content.sealPlace));
  const box = drawing.pages[page]!.sealPlaces![content.sealPlace]!;
  const ofd = writeOfd({
    drawing,
    info: {
      docId: '5e07a151ff9847bea6b5e12b9d7c6e9a',
      title: content.name.zh,
      creationDate: today,
      customData: content.metadata,
    },
    attachments: [
      {
        name: 'licence',
        format: 'json',
        data: new TextEncoder().encode(JSON.stringify(content.fields)),
        visible: false,
      },
    ],
  });
  const file = packOfd(sealOfdSync(ofd, { ...options, stamps: [{ page, ...box }] }).package);
  sm3Hex(file);
  return file;
}

const key = generateSm2KeyPair();
const message = new Uint8Array(200);
const signature = sm2Sign(message, key);
const prepared = preparePublicKey(key.publicKey);
// A server makes licences all day: the engine's last compiler has seen the code after some two thousand of them.
const made = perSecond(make, { warm: 1500, rounds: 5 });
say(`made and sealed ${made.toFixed(0)}/s`);
const sign = perSecond(() => sm2Sign(message, key));
const files = Array.from({ length: 100 }, (_, i) => make(i));
const verified = perSecond(
  (i) => {
    const report = verifyOfd(files[i % files.length]!, { anchors: [root], at: SEALED_AT });
    if (report.verdict !== 'valid') throw new Error(report.reason);
  },
  { warm: 1500, rounds: 5 },
);
const check = perSecond(() => sm2Verify(signature, message, prepared));
const strangers = Array.from({ length: 500 }, () => {
  const stranger = generateSm2KeyPair();
  return { key: stranger.publicKey, signature: sm2Sign(message, stranger) };
});
const unknown = perSecond((i) => {
  const { key: publicKey, signature: value } = strangers[i % strangers.length]!;
  return sm2Verify(value, message, publicKey);
});
const block = new Uint8Array(100_000);
const digest = perSecond(() => sm3(block));
const native = opensslSm2();

// What OpenSSL's SM2 and SM3 alone need for such a file: its parts and the whole digested, one signature made; its parts digested, the seal and the signature verified.
const packed = files[0]!;
const unpacked = [...readOfd(packed).package.parts.values()].reduce((sum, part) => sum + part.length, 0);
const digesting = (bytes: number): number => bytes / (digest * block.length);
const limits = native && {
  make: 1 / (digesting(unpacked + packed.length) + 1 / native.sign),
  verify: 1 / (digesting(unpacked) + 2 / native.verify),
};

tell([
  {
    bench: 'sealing',
    name: 'make and seal',
    value: made,
    unit: '/s',
    goal: atLeast(450),
    ...(limits ? { beside: { name: "OpenSSL's SM2 and SM3 alone, same bytes", value: limits.make } } : {}),
    note: `${limits ? `${Math.round((made / limits.make) * 100)} % of it; ` : ''}ofdrw (published) in memory 95/s, on disk 63/s, fonts not embedded`,
  },
  {
    bench: 'sealing',
    name: 'verify',
    value: verified,
    unit: '/s',
    goal: atLeast(450),
    ...(limits ? { beside: { name: "OpenSSL's SM2 and SM3 alone, same bytes", value: limits.verify } } : {}),
    note: `${limits ? `${Math.round((verified / limits.verify) * 100)} % of it; ` : ''}ofdrw (published) 77–93/s, checking less`,
  },
  {
    bench: 'sealing',
    name: 'SM2 sign',
    value: sign,
    unit: '/s',
    goal: atLeast(2400),
    ...(native ? { beside: { name: 'openssl speed sm2, sign', value: native.sign } } : {}),
  },
  {
    bench: 'sealing',
    name: 'SM2 verify, known key',
    value: check,
    unit: '/s',
    goal: atLeast(3000),
    ...(native ? { beside: { name: 'openssl speed sm2, verify', value: native.verify } } : {}),
  },
  {
    bench: 'sealing',
    name: 'SM2 verify, unknown key',
    value: unknown,
    unit: '/s',
    goal: atLeast(1000),
    ...(native ? { beside: { name: 'openssl speed sm2, verify', value: native.verify } } : {}),
  },
  { bench: 'sealing', name: 'SM3 of 100 kB', value: digest, unit: '/s' },
  {
    bench: 'sealing',
    name: 'file',
    value:
      quantile(
        files.map((f) => f.length),
        0.5,
      ) / 1024,
    unit: 'kB',
    note: `seal ${Math.round(seal.seal.der.length / 1024)} kB`,
  },
]);

/** Of one thread; undefined where there is no openssl that can. */
function opensslSm2(): { sign: number; verify: number } | undefined {
  const { stdout, status } = spawnSync('openssl', ['speed', '-seconds', '1', 'sm2'], { encoding: 'utf8' });
  const found = /([\d.]+)\s+([\d.]+)\s*$/.exec((stdout ?? '').trim());
  return status === 0 && found ? { sign: Number(found[1]), verify: Number(found[2]) } : undefined;
}
