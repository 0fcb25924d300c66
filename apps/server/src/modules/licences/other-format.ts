import type { Text } from '../../kernel/text.ts';

/** Files people bring by mistake, told from one another by their first bytes and, where they are ZIPs as an OFD is, by a name no OFD lacks; undefined when it may be an OFD or a PDF. */
export function otherFormat(data: Uint8Array): { readonly title: Text; readonly explanation: Text } | undefined {
  const start = String.fromCharCode(...data.subarray(0, 8));
  if (data.length === 0)
    return {
      title: { zh: '文件是空的', en: 'The file is empty' },
      explanation: { zh: '请重新选择文件。', en: 'Choose the file again.' },
    };
  const only = {
    zh: '请上传签章的 OFD 原件，或带签名的 PDF 副本。',
    en: 'Upload the sealed OFD original, or the signed PDF copy.',
  };
  if (start.startsWith('\x89PNG') || start.startsWith('\xff\xd8\xff'))
    return {
      title: { zh: '这是图片，不能核验签章', en: 'This is a picture; it carries no seal to check' },
      explanation: only,
    };
  const zip = start.startsWith('PK');
  if (zip ? !Buffer.from(data.buffer, data.byteOffset, data.length).includes('OFD.xml') : !start.startsWith('%PDF'))
    return { title: { zh: '这不是 OFD 或 PDF 文件', en: 'This is neither an OFD nor a PDF file' }, explanation: only };
  return undefined;
}
