import { Fragment } from 'react';

/** Chinese words with what stands between them: numbers, spaces, Chinese marks and brackets. */
const run = /《?\p{Script=Han}(?:[\p{Script=Han}\d\s·、，。：；（）《》〔〕“”]*[\p{Script=Han}）》])?/gu;

/** A text in pieces, each wholly Chinese or without any Chinese. */
export function piecesOf(text: string): { readonly chinese: boolean; readonly text: string }[] {
  const pieces: { chinese: boolean; text: string }[] = [];
  let at = 0;
  for (const found of text.matchAll(run)) {
    if (found.index > at) pieces.push({ chinese: false, text: text.slice(at, found.index) });
    pieces.push({ chinese: true, text: found[0] });
    at = found.index + found[0].length;
  }
  if (at < text.length) pieces.push({ chinese: false, text: text.slice(at) });
  return pieces;
}

/** An English text that names a law or an office in Chinese: read aloud and set in type as Chinese there. On a Chinese page it is all one. */
export function WithChinese({ text }: { text: string }) {
  return piecesOf(text).map((piece, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the pieces of one text keep their order
    <Fragment key={index}>{piece.chinese ? <span lang="zh-CN">{piece.text}</span> : piece.text}</Fragment>
  ));
}
