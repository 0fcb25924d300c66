/** Draws the examples to SVG and PDF, seals laid over them: `npx tsx packages/layout/examples/draw.ts OUT_DIR`. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fromJson } from '@miaopi/decisions';
import { loadNotoSerif } from '@miaopi/fonts/noto';
import {
  compileTemplate,
  drawingToPdf,
  drawingToSvg,
  drawPaper,
  type PaperDrawing,
  type PaperTemplate,
  samplePaper,
  type Values,
} from '@miaopi/layout';
import { notoPaperEnv } from '@miaopi/layout/noto';
import { portraitPng, sealPng } from '@miaopi/layout/png';

const out = process.argv[2] ?? 'out';
mkdirSync(out, { recursive: true });
const env = notoPaperEnv();
const values = fromJson({
  证照编号: '990101 2026 000418',
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
  单位: '云溪市青禾数字科技（集团）有限公司',
  缴费明细: Array.from({ length: 46 }, (_, i) => ({
    年月: `${2023 + Math.floor(i / 12)}-${String((i % 12) + 1).padStart(2, '0')}`,
    单位: i < 12 ? '云溪市山海物流有限责任公司东区分拣中心' : '云溪市青禾数字科技（集团）有限公司',
    险种: '养老、医疗、工伤',
    基数: 4812 + i * 25,
  })),
}) as Values;
const photo = { format: 'png', data: portraitPng(4) } as const;
const seal = sealPng({ kind: 'unit', name: '云溪市交通运输局', serial: '9901010012345' }, loadNotoSerif(700));

/** For looking only: in a licence the seal is a signature's appearance, not part of the page. */
function withSeal(drawing: PaperDrawing): PaperDrawing {
  const pages = drawing.pages.map((page) => ({
    ...page,
    items: [
      ...page.items,
      ...Object.values(page.sealPlaces ?? {}).map((box) => ({
        kind: 'image' as const,
        image: 'seal',
        alpha: 0.9,
        ...box,
      })),
    ],
  }));
  return { ...drawing, pages, images: { ...drawing.images, seal: { format: 'png', data: seal } } };
}

for (const name of ['certificate', 'card', 'statement']) {
  const template = JSON.parse(readFileSync(new URL(`./${name}.json`, import.meta.url), 'utf8')) as PaperTemplate;
  const compiled = compileTemplate(template);
  for (const finding of compiled.findings) console.error(name, finding.severity, finding.path, finding.text.en);
  const drawing = withSeal(drawPaper(compiled, { values, images: { 照片: photo } }, env));
  writeFileSync(join(out, `${name}.svg`), drawingToSvg(drawing, 0, { embedFonts: true, title: template.name }));
  const date = new Date('2026-11-22T00:00:00Z');
  writeFileSync(join(out, `${name}.pdf`), await drawingToPdf(drawing, { title: template.name, date }));
  writeFileSync(
    join(out, `${name}-sample.svg`),
    drawingToSvg(samplePaper(compiled, env), 0, { outlines: true, title: `${template.name}（样本）` }),
  );
}
