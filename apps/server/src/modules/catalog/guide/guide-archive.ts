import { type CompiledItem, flowSvg } from '@miaopi/items';
import { strToU8, zipSync } from 'fflate';
import { blankForm } from './blank-form.ts';
import { guidePage } from './guide-page.ts';
import { presentGuide } from './present-guide.ts';
import { resultSample } from './result-sample.ts';

/** The same item version always gives the same bytes. */
const madeAt = new Date(1980, 0, 1);

/**
 * F055: the guide with all elements, the blank form, flow picture and sample of the result in one file. The pages stand alone: no scripts, no outside
 * addresses, printable.
 */
export function guideArchive(item: CompiledItem): Uint8Array {
  const guide = presentGuide(item, { decided: 0, automaticShare: null, medianSeconds: null });
  const { package: pkg } = item;
  const files: Record<string, string> = {
    'README.txt': [
      `${guide.name.zh} · ${guide.name.en}`,
      `第 ${guide.version} 版 · version ${guide.version}`,
      '',
      '办事指南.html      办事指南（全部要素）        guide.en.html        The guide, all elements',
      '空白表单.html      空白申请表，可打印填写      blank-form.en.html   Blank form to print',
      '流程图.svg         办理流程                    flow.en.svg          How a case goes',
      '结果样本.svg       结果样本 · sample of the result',
      '',
    ].join('\r\n'),
    '办事指南.html': guidePage(guide, 'zh'),
    'guide.en.html': guidePage(guide, 'en'),
    '空白表单.html': blankForm(pkg, 'zh'),
    'blank-form.en.html': blankForm(pkg, 'en'),
    '流程图.svg': flowSvg(pkg, 'zh'),
    'flow.en.svg': flowSvg(pkg, 'en'),
    '结果样本.svg': resultSample(item),
  };
  return zipSync(
    Object.fromEntries(
      Object.entries(files).map(([name, text]) => [name, [strToU8(text), { mtime: madeAt, level: 6 }] as const]),
    ) as never,
  );
}
