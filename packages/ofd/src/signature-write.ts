import { sm3 } from '@miaopi/gm';
import { partDigest } from './digest.ts';
import type { Box } from './drawing.ts';
import { OfdError } from './errors.ts';
import { freeFolder, freeNumbered } from './free-folder.ts';
import {
  encodePart,
  internPart,
  OFD_NAMESPACE,
  type OfdPackage,
  type SignatureEntry,
  type SignatureList,
} from './package.ts';
import { readParts } from './read.ts';
import type { PreparedSealing, SealOptions, StampPlace } from './seal.ts';
import { readSignatureFile } from './signature-xml.ts';
import { editXml } from './xml-edit.ts';
import { escapeXml, mm } from './xml-text.ts';

/** What a signature says before it is signed; `seal` only for seals. */
export interface SignatureDraft extends Pick<SealOptions, 'time' | 'stamps' | 'provider' | 'mode'> {
  readonly type: 'Seal' | 'Sign';
  readonly seal?: Uint8Array;
}

const XML = '<?xml version="1.0" encoding="UTF-8"?>\n';
const NS = ` xmlns:ofd="${OFD_NAMESPACE}"`;

/** Everything of a signature but its value, for seals and for plain signatures. */
export function prepareSignature(ofd: OfdPackage, options: SignatureDraft): PreparedSealing {
  const parts = new Map(ofd.parts);
  const known = ofd.signatures;
  if (known) refuseIfListProtected(ofd, known.path);
  const docFolder = ofd.docRoot.split('/').slice(0, -1).join('/');
  const listPath = known?.path ?? `${freeFolder(parts, docFolder ? `${docFolder}/Signs` : 'Signs')}/Signatures.xml`;
  const listFolder = listPath.split('/').slice(0, -1).join('/');
  const folder = freeNumbered(parts, listFolder ? `${listFolder}/Sign_` : 'Sign_', known?.entries.length ?? 0);
  const signaturePath = `${folder}/Signature.xml`;

  const takenIds = (known?.entries ?? []).map((e) => Number(e.id.replace(/\D/g, '')) || 0);
  const signId = Math.max(known?.maxSignId ?? 0, ...takenIds) + 1;
  const maxSignId = signId + options.stamps.length;
  const entry: SignatureEntry = { id: String(signId), type: options.type, path: signaturePath };
  const entries = [...(known?.entries ?? []), entry];
  if (!known) parts.set('OFD.xml', announceSignatures(parts.get('OFD.xml'), listPath, ofd));
  parts.set(
    listPath,
    known
      ? extendList(parts.get(listPath)!, known, entry, maxSignId)
      : internPart(signatureListXml(entries, maxSignId)),
  );
  if (options.seal) parts.set(`${folder}/Seal.esl`, options.seal);

  const checked: string[] = [];
  for (const [path, bytes] of parts) {
    if (options.mode === 'continue' && path === listPath) continue;
    checked.push(
      `<ofd:Reference FileRef="/${escapeXml(path, 'Path')}"><ofd:CheckValue>${partDigest(bytes)}</ofd:CheckValue></ofd:Reference>`,
    );
  }
  const { provider } = options;
  const xml =
    `${XML}<ofd:Signature${NS}><ofd:SignedInfo><ofd:Provider ProviderName="${escapeXml(provider.name, 'Provider')}"` +
    (provider.version === undefined ? '' : ` Version="${escapeXml(provider.version, 'Provider version')}"`) +
    (provider.company === undefined ? '' : ` Company="${escapeXml(provider.company, 'Company')}"`) +
    `/><ofd:SignatureMethod>1.2.156.10197.1.501</ofd:SignatureMethod><ofd:SignatureDateTime>${utcTime(options.time)}</ofd:SignatureDateTime>` +
    `<ofd:References CheckMethod="1.2.156.10197.1.401">${checked.join('')}</ofd:References>` +
    options.stamps.map((stamp, i) => stampXml(stamp, signId + 1 + i, ofd)).join('') +
    (options.seal ? `<ofd:Seal><ofd:BaseLoc>/${folder}/Seal.esl</ofd:BaseLoc></ofd:Seal>` : '') +
    '</ofd:SignedInfo>' +
    `<ofd:SignedValue>/${folder}/SignedValue.dat</ofd:SignedValue></ofd:Signature>`;
  const signatureXml = encodePart(xml);
  return {
    description: signatureXml,
    dataHash: sm3(signatureXml),
    propertyInfo: `/${signaturePath}`,
    complete: (signedValue) => {
      const sealed = new Map(parts);
      sealed.set(signaturePath, signatureXml);
      sealed.set(`${folder}/SignedValue.dat`, signedValue);
      return {
        package: { ...ofd, parts: sealed, signatures: { path: listPath, maxSignId, entries } },
        signedValue,
        signaturePath,
      };
    },
  };
}

function stampXml(stamp: StampPlace, id: number, ofd: OfdPackage): string {
  const page = ofd.pages[stamp.page];
  if (!page) {
    throw new OfdError(
      'illegal_value',
      `The stamp stands on page ${stamp.page + 1}, but there are ${ofd.pages.length} pages.`,
      `印章位于第 ${stamp.page + 1} 页，但文档只有 ${ofd.pages.length} 页。`,
    );
  }
  const box = (b: Box) => {
    if (!(b.width > 0 && b.height > 0 && b.width <= 1000 && b.height <= 1000)) {
      throw new OfdError(
        'illegal_number',
        'A stamp needs a size up to 1,000 mm.',
        '印章尺寸应大于 0 且不超过 1000 毫米。',
      );
    }
    return `${mm(b.x)} ${mm(b.y)} ${mm(b.width)} ${mm(b.height)}`;
  };
  return `<ofd:StampAnnot ID="${id}" PageRef="${page.id}" Boundary="${box(stamp)}"${stamp.clip ? ` Clip="${box(stamp.clip)}"` : ''}/>`;
}

function signatureListXml(entries: readonly SignatureEntry[], maxSignId: number): string {
  const list = entries
    .map((e) => `<ofd:Signature ID="${e.id}" Type="${e.type}" BaseLoc="/${escapeXml(e.path, 'Path')}"/>`)
    .join('');
  return `${XML}<ofd:Signatures${NS}><ofd:MaxSignId>${maxSignId}</ofd:MaxSignId>${list}</ofd:Signatures>`;
}

const decoder = new TextDecoder('utf-8', { fatal: true });
const OWN_END = '</ofd:DocRoot></ofd:DocBody></ofd:OFD>';

/** Puts the `Signatures` path into OFD.xml; it is a protected part, so this comes before any digest. */
function announceSignatures(ofdXml: Uint8Array | undefined, listPath: string, ofd: OfdPackage): Uint8Array {
  const text = ofdXml ? decoder.decode(ofdXml) : '';
  if (text.endsWith(OWN_END) && !text.includes('<!')) {
    return encodePart(
      `${text.slice(0, -OWN_END.length)}</ofd:DocRoot><ofd:Signatures>/${listPath}</ofd:Signatures></ofd:DocBody></ofd:OFD>`,
    );
  }
  const edit = editXml(ofdXml ?? encodePart(''), 'OFD.xml');
  const body = edit.child(edit.root, 'DocBody')!;
  edit.append(body, `<ofd:Signatures${NS}>/${escapeXml(listPath, 'Path')}</ofd:Signatures>`);
  const changed = edit.bytes();
  // Read the result back before trusting it: what is signed must say what we mean.
  const list = internPart(signatureListXml([], 0));
  const read = readParts(new Map(ofd.parts).set('OFD.xml', changed).set(listPath, list));
  if (read.package.signatures?.path === listPath) return changed;
  throw new OfdError(
    'not_sealable',
    'OFD.xml is written in a way that cannot be extended safely; write the document anew before sealing.',
    'OFD.xml 的写法无法安全地加入签名，请重新生成文档后再签章。',
  );
}

function refuseIfListProtected(ofd: OfdPackage, listPath: string): void {
  for (const entry of ofd.signatures?.entries ?? []) {
    const file = readSignatureFile(ofd.parts, entry.path);
    if (!file.references.some((r) => r.path === listPath)) continue;
    throw new OfdError(
      'not_sealable',
      `Signature ${entry.id} protects the whole document; no further seal fits. Seal earlier ones with mode 'continue'.`,
      `签名 ${entry.id} 保护了整个文档，不能再加盖；之前的签章应采用可继续签章模式。`,
      'whole_protected',
    );
  }
}

/** Adds an entry to a list, leaving the others as their makers wrote them. */
function extendList(bytes: Uint8Array, list: SignatureList, entry: SignatureEntry, maxSignId: number): Uint8Array {
  const edit = editXml(bytes, list.path);
  const max = edit.child(edit.root, 'MaxSignId');
  if (max) edit.setInner(max, String(maxSignId));
  edit.append(
    edit.root,
    `<ofd:Signature${NS} ID="${entry.id}" Type="${entry.type}" BaseLoc="/${escapeXml(entry.path, 'Path')}"/>`,
  );
  return edit.bytes();
}

/** `yyyyMMddHHmmssZ`, UTC. */
function utcTime(time: Date): string {
  const ms = time.getTime();
  if (!Number.isFinite(ms)) throw new OfdError('illegal_value', 'The sealing time is no date.', '签章时间不合法。');
  return `${time.toISOString().slice(0, 19).replace(/[-:T]/g, '')}Z`;
}
