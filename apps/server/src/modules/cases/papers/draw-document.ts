import { fromJson } from '@miaopi/decisions';
import type { CompiledItem } from '@miaopi/items';
import { type CompiledTemplate, compileTemplate, drawPaper, formatValue, type PaperDrawing } from '@miaopi/layout';
import { notoPaperEnv } from '@miaopi/layout/noto';
import type { DrawItem } from '@miaopi/ofd';
import { dayOf } from '../../../kernel/clock.ts';
import { kernelErrors } from '../../../kernel/errors.ts';
import type { CaseRow, DocumentRow } from '../store/rows.ts';
import { bodyBegins, documentFrame, settings } from './frame.ts';
import { type DocumentKind, wordings } from './wording.ts';

const names = {
  机关: 'string',
  文号: 'string',
  标题: 'string',
  称谓: 'string',
  正文: { list: 'string' },
  日期: 'string',
} as const;
const frames = new Map<string, CompiledTemplate>();

function frameFor(paragraphs: number, setting: number): CompiledTemplate {
  const key = `${paragraphs} ${setting}`;
  let frame = frames.get(key);
  if (!frame) {
    frame = compileTemplate(documentFrame(paragraphs, settings[setting]!), { names });
    frames.set(key, frame);
  }
  return frame;
}

/** Whether office and date stand alone on their page. */
function signedAlone({ pages }: PaperDrawing): boolean {
  return pages.some(
    ({ sealPlaces, items }) => sealPlaces && !items.some((item) => item.kind === 'text' && item.x < bodyBegins),
  );
}

/**
 * A numbered document of a case as its paper, drawn from what was kept of it: the same today as on the day it was signed.
 * @param seal PNG of the office's seal, set under the letters so that they stay legible; without it the place stays free
 */
export function drawDocument(row: CaseRow, item: CompiledItem, document: DocumentRow, seal?: Uint8Array): PaperDrawing {
  const wording = wordings[document.kind as DocumentKind] as (typeof wordings)[DocumentKind] | undefined;
  if (!wording) throw kernelErrors.bug({ log: `no paper for a document of kind ${document.kind}` });
  const paragraphs = wording({ row, item, document });
  const values = {
    机关: row.officeName.zh,
    文号: document.number,
    标题: document.name.zh,
    称谓: `${row.applicantName}：`,
    正文: paragraphs,
    日期: formatValue(dayOf(document.at)),
  };
  const data = { values: Object.fromEntries(Object.entries(values).map(([key, value]) => [key, fromJson(value)])) };
  const drawn = (setting: number) => drawPaper(frameFor(paragraphs.length, setting), data, notoPaperEnv());
  let paper = drawn(0);
  for (let i = 1; i < settings.length && signedAlone(paper); i++) paper = drawn(i);
  if (!seal) return paper;
  return {
    ...paper,
    pages: paper.pages.map((page) => {
      const place = page.sealPlaces?.印章;
      const { x, y, width, height } = place ?? { x: 0, y: 0, width: 0, height: 0 };
      const stamp: DrawItem[] = place ? [{ kind: 'image', image: 'seal', x, y, width, height }] : [];
      return { ...page, items: [...stamp, ...page.items] };
    }),
    images: { ...paper.images, seal: { format: 'png', data: seal } },
  };
}
