/** Draws an example to files: `npx tsx packages/layout/examples/draw.ts OUT_DIR`. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fromJson } from '@miaopi/decisions';
import {
  compileTemplate,
  drawingToPdf,
  drawingToSvg,
  drawPaper,
  type PaperTemplate,
  type Values,
} from '@miaopi/layout';
import { notoPaperEnv } from '@miaopi/layout/noto';

const out = process.argv[2] ?? 'out';
mkdirSync(out, { recursive: true });
const template = JSON.parse(readFileSync(new URL('./certificate.json', import.meta.url), 'utf8')) as PaperTemplate;
const compiled = compileTemplate(template);
for (const finding of compiled.findings) console.error(finding.severity, finding.path, finding.text.en);
const values = fromJson({
  证照编号: '3301 2026 000418',
  姓名: '沈清禾',
  性别: '女',
  出生日期: '1899-04-12',
  准驾车型: 'C1',
  身份号码: '990101189904120026',
  从业类别: '网络预约出租汽车客运',
  有效期起: '2026-11-22',
  有效期止: '2032-11-21',
  核验地址: 'https://zw.example.gov.cn/v/1.2.156.3005.2.11990100MB0000000X.0001',
  证照标识: '1.2.156.3005.2.11990100MB0000000X018.990100202600041801.001.K',
  发证机关: '云溪市交通运输局',
  发证日期: '2026-11-22',
}) as Values;
const drawing = drawPaper(compiled, { values }, notoPaperEnv());
writeFileSync(join(out, 'certificate.svg'), drawingToSvg(drawing, 0, { embedFonts: true, title: template.name }));
writeFileSync(
  join(out, 'certificate.pdf'),
  await drawingToPdf(drawing, {
    title: template.name,
    date: new Date('2026-11-22T00:00:00Z'),
    metadata: { ZZMC: template.name },
  }),
);
