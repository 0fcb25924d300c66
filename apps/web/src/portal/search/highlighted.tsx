const ENTITIES: Record<string, string> = {
  '&lt;': '<',
  '&gt;': '>',
  '&amp;': '&',
  '&quot;': '"',
  '&#39;': "'",
  '&#x27;': "'",
};

/** Draws the server's `<mark>` hits as elements; everything else stays text, so nothing in it can become markup. */
export function Highlighted({ html }: { html: string }) {
  const pieces = html.split(/(<mark>.*?<\/mark>)/gs);
  return pieces.map((piece, index) => {
    const hit = /^<mark>(.*)<\/mark>$/s.exec(piece);
    const plain = (hit?.[1] ?? piece).replace(/&(?:lt|gt|amp|quot|#39|#x27);/g, (entity) => ENTITIES[entity] ?? entity);
    // biome-ignore lint/suspicious/noArrayIndexKey: pieces of one string have no other identity
    return hit ? <mark key={index}>{plain}</mark> : <span key={index}>{plain}</span>;
  });
}
