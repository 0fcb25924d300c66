import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readItem } from '../src/index.ts';
import { filesOf } from './shipped.ts';

const slug = 'social-insurance-statement';
function withFile(name: string, text: string) {
  const files = filesOf(slug);
  files.set(name, text);
  return readItem(slug, files);
}

describe('hostile packages', () => {
  it('a bomb of aliases is refused', () => {
    let text = 'a0: &a0 [x, x, x, x, x, x, x, x, x]\n';
    for (let i = 1; i < 12; i++)
      text += `a${i}: &a${i} [${Array.from({ length: 9 }, () => `*a${i - 1}`).join(', ')}]\n`;
    const read = withFile('item.yaml', text);
    expect(read.package).toBeUndefined();
    expect(read.findings.some((f) => f.code === 'yaml.alias')).toBe(true);
  });

  it('a file of 2 MB and a tower of brackets are refused before they are parsed', () => {
    expect(withFile('item.yaml', `a: ${'x'.repeat(2e6)}`).findings.some((f) => f.code === 'file.size')).toBe(true);
    expect(withFile('item.yaml', '['.repeat(100_000)).findings.some((f) => f.code === 'yaml.depth')).toBe(true);
  });

  it('__proto__ and constructor as keys change nothing', () => {
    const read = withFile('evidence.yaml', '- __proto__: { polluted: true }\n  constructor: 1\n');
    expect(read.package).toBeUndefined();
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });

  it('a slug that climbs out of the folder is refused', () => {
    expect(readItem('../etc', filesOf(slug)).findings.some((f) => f.code === 'file.slug')).toBe(true);
  });

  it('no text makes reading throw, and every finding has a place', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string({ maxLength: 300 }), fc.json({ maxDepth: 4 })),
        fc.constantFrom('item.yaml', 'form.yaml', 'golden/cases.yaml'),
        (text, name) => {
          const read = withFile(name, text);
          for (const f of read.findings) {
            expect(f.line).toBeGreaterThan(0);
            expect(f.column).toBeGreaterThan(0);
            expect(f.message.zh.length * f.message.en.length).toBeGreaterThan(0);
          }
        },
      ),
      { numRuns: 60 },
    );
  });
});
