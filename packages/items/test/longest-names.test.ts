import { loadNotoSans, loadNotoSerif } from '@miaopi/fonts/noto';
import { drawPaper } from '@miaopi/layout';
import { describe, expect, it } from 'vitest';
import { type CompiledItem, compileItem, goldenInput, licenceContent } from '../src/index.ts';
import { sampleIssue } from '../src/run-golden.ts';
import { shipped, slugs } from './shipped.ts';

const env = {
  font: (face: 'serif' | 'sans', weight: number) => (face === 'serif' ? loadNotoSerif : loadNotoSans)(weight as 400),
};
const longest = {
  Chinese: '云州示范省级高新技术产业园区联合投资控股集团股份有限公司'.repeat(8),
  'Latin words': 'International Holding and Trading Company '.repeat(8),
  'without a space': 'Donaudampfschifffahrtsgesellschaft'.repeat(8),
};
/** Whatever a drawing says, without spaces. */
function saidIn(value: unknown): string {
  if (typeof value !== 'object' || value === null) return '';
  const own = 'text' in value && typeof value.text === 'string' ? value.text.replaceAll(' ', '') : '';
  return own + Object.values(value).map(saidIn).join('');
}

const named = /姓名|名称|单位|地址|住址|坐落|住所|机关|代表人|负责人|总监|人$/;
const ofPerson = /姓名|代表人|负责人|总监/;

/** As many characters as the form takes, or registers tell: of people 50, addresses 120, of firms and offices 200. */
function limitOf(item: CompiledItem, name: string): number {
  const field = item.form.sections.flatMap((s) => s.fields).find((f) => f.field.name === name)?.field;
  return field?.maxLength ?? (ofPerson.test(name) ? 50 : /址|坐落|住所/.test(name) ? 120 : 200);
}

describe('F130: names at their limit', () => {
  const withLicence = slugs.filter((slug) => shipped(slug).package.golden.some((g) => g.expect.licence));
  it.each(withLicence)('stand whole on the licence of %s', (slug) => {
    const item = compileItem(shipped(slug).package);
    const golden = item.package.golden.find((g) => g.expect.licence)!;
    const { fields, paperValues } = licenceContent(item, goldenInput(golden), sampleIssue(item, golden.today));
    const names = [...fields.map((f) => f.name), '发证机关'].filter(
      (name) => named.test(name) && typeof paperValues[name] === 'string',
    );
    const draw = (values: object) => saidIn(drawPaper(item.paper, { values: { ...paperValues, ...values } }, env));
    const usual = draw({});
    const wrong: Record<string, string> = {};
    for (const name of names.filter((one) => usual.includes(String(paperValues[one]).replaceAll(' ', ''))))
      for (const [kind, text] of Object.entries(longest)) {
        const long = text.slice(0, limitOf(item, name)).trim();
        try {
          if (!draw({ [name]: long }).includes(long.replaceAll(' ', ''))) wrong[`${name}, ${kind}`] = 'not whole';
        } catch (error) {
          wrong[`${name}, ${kind}`] = (error as Error).message;
        }
      }
    expect(names.length).toBeGreaterThan(1);
    expect(wrong).toEqual({});
  });
});
