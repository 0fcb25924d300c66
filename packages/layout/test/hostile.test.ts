import { fromJson } from '@miaopi/decisions';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import certificate from '../examples/certificate.json' with { type: 'json' };
import statement from '../examples/statement.json' with { type: 'json' };
import {
  compileTemplate,
  drawingToSvg,
  drawPaper,
  PaperError,
  type PaperTemplate,
  templateReads,
  type Values,
} from '../src/index.ts';
import { env } from './paper.ts';

describe('Whatever the values', () => {
  it('F130 a paper is drawn inside its page or refused with a PaperError, and never carries mark-up out of a text', () => {
    for (const template of [
      { ...certificate, elements: certificate.elements.filter((e) => e.kind !== 'image') },
      statement,
    ]) {
      const compiled = compileTemplate(template as PaperTemplate);
      const { names } = templateReads(compiled);
      const text = fc.oneof(
        fc.string({ maxLength: 60, unit: 'binary' }),
        fc.constant('<script>alert(1)</script>'),
        fc.constant(']]>&"\''),
      );
      const value = fc.oneof(text, fc.jsonValue({ maxDepth: 2 }));
      fc.assert(
        fc.property(fc.tuple(...names.map(() => value)), (given) => {
          const values = fromJson(Object.fromEntries(names.map((name, i) => [name, given[i]]))) as Values;
          try {
            const drawing = drawPaper(compiled, { values }, env);
            for (const page of drawing.pages) {
              for (const item of page.items) {
                if (item.kind !== 'text') continue;
                expect(item.advances.length).toBe([...item.text].length - 1);
                expect(item.x).toBeGreaterThanOrEqual(-0.1);
                expect(item.x + item.advances.reduce((a, b) => a + b, 0)).toBeLessThan(page.width);
              }
            }
            expect(drawingToSvg(drawing, 0)).not.toContain('<script');
          } catch (error) {
            expect(error).toBeInstanceOf(PaperError);
          }
        }),
        { numRuns: 60 },
      );
    }
  });
});
