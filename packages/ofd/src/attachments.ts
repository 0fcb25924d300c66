import { OFD_NAMESPACE } from './package.ts';
import { escapeXml, mm } from './xml-text.ts';

/** A file carried inside the document (GB/T 33190 §20). */
export interface OfdAttachment {
  readonly name: string;
  /** File ending, e.g. `xml`. */
  readonly format: string;
  readonly data: Uint8Array;
  readonly visible: boolean;
}

/** The list entry of an attachment and the name of its file; `folder` leads to it from the list. */
export function attachmentPart(attachment: OfdAttachment, id: number, folder = '') {
  const format = /^[A-Za-z0-9]{1,8}$/.test(attachment.format) ? attachment.format.toLowerCase() : 'bin';
  const file = `attachment_${id}.${format}`;
  const xml =
    `<ofd:Attachment xmlns:ofd="${OFD_NAMESPACE}" ID="${id}" Name="${escapeXml(attachment.name, 'Attachment name')}" Format="${format}"` +
    ` Size="${mm(attachment.data.length / 1024)}" Visible="${attachment.visible}"><ofd:FileLoc>${escapeXml(folder, 'Path')}${file}</ofd:FileLoc></ofd:Attachment>`;
  return { file, xml, data: attachment.data };
}
