import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { highlight } from '../../src/modules/catalog/search/highlight.ts';
import { searchQuery } from '../../src/modules/catalog/search/query.ts';

describe('marking hits', () => {
  it('F058: escapes everything that is not a mark', () => {
    const query = searchQuery('证明 script');
    expect(highlight('<script>alert("证明")</script> & \'参保\'', query)).toBe(
      '&lt;<mark>script</mark>&gt;alert(&quot;<mark>证明</mark>&quot;)&lt;/<mark>script</mark>&gt; &amp; &#39;参保&#39;',
    );
    expect(highlight('<b>', undefined)).toBe('&lt;b&gt;');
  });

  it('a query never brings mark-up of its own', () => {
    const query = searchQuery('<mark> &lt; lt amp');
    expect(highlight('a < b & lt', query).replace(/<\/?mark>/g, '')).toBe('a &lt; b &amp; lt');
  });

  it('whatever the text and the query, the text is there and only marks are mark-up', () => {
    const piece = fc.constantFrom('参保', '证明', '<', '>', '&', '"', "'", 'ride', ' ', 'İ', '𠮷', '<mark>', '&amp;');
    const any = fc.array(piece, { maxLength: 12 }).map((p) => p.join(''));
    fc.assert(
      fc.property(any, any, (text, q) => {
        const out = highlight(text, searchQuery(q));
        expect(out.split('<mark>').length).toBe(out.split('</mark>').length);
        const plain = out.replace(/<\/?mark>/g, '');
        expect(plain).not.toMatch(/[<>"']/);
        const back = { '&lt;': '<', '&gt;': '>', '&quot;': '"', '&#39;': "'", '&amp;': '&' } as Record<string, string>;
        expect(plain.replace(/&(?:lt|gt|quot|#39|amp);/g, (e) => back[e] ?? e)).toBe(text);
      }),
      { numRuns: 300 },
    );
  });
});
