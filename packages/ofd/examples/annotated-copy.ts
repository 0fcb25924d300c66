// `npx tsx packages/ofd/examples/annotated-copy.ts`: a licence that another program sealed becomes a copy with purpose and expiry (加注件).
import { readFileSync } from 'node:fs';
import { loadNotoSerif } from '@miaopi/fonts/noto';
import { pemToDer } from '@miaopi/gm';
import { annotateCopy, packOfd, readOfd, verifyOfd } from '../src/index.ts';

const samples = new URL('../test/samples/', import.meta.url);
const original = new Uint8Array(readFileSync(new URL('good-v4-ofdrw-whole.ofd', samples)));
const anchors = [pemToDer(readFileSync(new URL('root.crt.pem', samples), 'utf8'))];
const at = new Date('2026-11-28T02:00:00Z');

const { package: copy, stamps } = annotateCopy(readOfd(original).package, {
  docId: '6b2a2f9e-3f43-4d2c-8f5d-7f4c1f1d2a10',
  maker: '云州市政务服务中心',
  madeOn: '2026-11-28',
  lines: ['此件由云州市政务服务中心提供', '仅供办理银行贷款事项时使用', '有效期至2026年12月28日'],
  metadata: { JZJZZZ: '云州市政务服务中心', JZJZZSY: '办理银行贷款', JZJYXQJZSJ: '2026-12-28T23:59:59' },
  font: { name: 'Noto Serif SC', font: loadNotoSerif() },
});

// The original stays good; the copy has no seal until its maker sets one where the old one stood: `sealOfd(copy, { stamps, … })`.
const before = verifyOfd(original, { anchors, at });
const after = verifyOfd(packOfd(copy), { anchors, at });
if (before.verdict !== 'valid' || after.reason !== 'unsigned') process.exitCode = 1;
console.log(`original ${before.verdict}, copy ${after.reason}, ${stamps.length} place(s) for the new seal`);
