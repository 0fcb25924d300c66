import { loadNotoSans, loadNotoSerif } from '@miaopi/fonts/noto';
import { expect, it } from 'vitest';
import { compileTemplate, drawPaper } from '../src/index.ts';

it('what stands below a heading without values stands there each time the paper is drawn, and so does its seal', () => {
  const env = {
    font: (face: 'serif' | 'sans', weight: number) => (face === 'serif' ? loadNotoSerif : loadNotoSans)(weight as 400),
  };
  const compiled = compileTemplate(
    {
      name: '试',
      page: 'A4',
      elements: [
        { kind: 'text', name: '题', x: 25, y: 30, width: 160, text: '标题', size: 22 },
        { kind: 'text', below: '题', x: 25, y: 10, width: 160, value: '内容' },
      ],
      sealPlaces: [{ name: '章', anchor: { element: '题' }, width: 40, height: 40 }],
    },
    { names: { 内容: 'string' } },
  );
  const draw = () => drawPaper(compiled, { values: { 内容: '一段话' } }, env);
  const first = draw();
  const second = draw();
  expect(second.pages).toEqual(first.pages);
  expect(second.pages[0]?.sealPlaces?.章).toBeDefined();
});
