import { type CompiledItem, goldenInput, licenceContent, sampleIssue } from '@miaopi/items';
import { drawingToSvg, samplePaper } from '@miaopi/layout';
import { notoPaperEnv } from '@miaopi/layout/noto';

/**
 * The result drawn from its real template with 样本 across it, as shapes only (no fonts, no styles). Values are those of the package's first golden case
 * that is granted, so that lists and dates look as they will; the photo stays a frame.
 */
export function resultSample(item: CompiledItem): string {
  const drawing = samplePaper(item.paper, notoPaperEnv(), sampleValues(item));
  return drawingToSvg(drawing, 0, { outlines: true, title: `${item.package.licence.name.zh}（样本）` });
}

function sampleValues(item: CompiledItem): Parameters<typeof samplePaper>[2] {
  const golden = item.package.golden.find((g) => g.expect.verdict === 'grant');
  if (!golden) return {};
  try {
    return licenceContent(item, goldenInput(golden), sampleIssue(item, golden.today)).paperValues;
  } catch {
    // a case without a start of validity makes no licence; placeholders are shown instead
    return {};
  }
}
