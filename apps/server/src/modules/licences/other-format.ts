import type { Text } from '../../kernel/text.ts';

/** Files people bring by mistake, told from one another by their first bytes; undefined when it may be an OFD. */
export function otherFormat(data: Uint8Array): { readonly title: Text; readonly explanation: Text } | undefined {
  const start = String.fromCharCode(...data.subarray(0, 8));
  if (data.length === 0)
    return {
      title: { zh: '文件是空的', en: 'The file is empty' },
      explanation: { zh: '请重新选择文件。', en: 'Choose the file again.' },
    };
  const only = { zh: '请上传签章的 OFD 原件。', en: 'Upload the sealed OFD original.' };
  if (start.startsWith('%PDF'))
    return {
      title: { zh: '这是 PDF 文件，目前只能核验 OFD', en: 'This is a PDF; only OFD files can be checked for now' },
      explanation: {
        zh: 'PDF 是阅览和打印用的副本，可扫描上面的二维码核验；或上传签章的 OFD 原件。',
        en: 'The PDF is a copy for reading and printing: scan its QR code, or upload the sealed OFD original.',
      },
    };
  if (start.startsWith('\x89PNG') || start.startsWith('\xff\xd8\xff'))
    return {
      title: { zh: '这是图片，不能核验签章', en: 'This is a picture; it carries no seal to check' },
      explanation: only,
    };
  if (!start.startsWith('PK'))
    return { title: { zh: '这不是 OFD 文件', en: 'This is not an OFD file' }, explanation: only };
  return undefined;
}
