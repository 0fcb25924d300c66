import type { Box } from './drawing.ts';
import { partXml, resolveLocation } from './read.ts';
import { child, childrenOf, childText, onlyChild, parseBox, parseNumbers, structure } from './xml-read.ts';

/** Signature.xml as it was read (GB/T 33190 §18.2). */
export interface SignatureFile {
  readonly path: string;
  readonly provider: { readonly name: string; readonly version?: string; readonly company?: string };
  readonly method: string;
  readonly dateTime: string;
  readonly checkMethod: string;
  readonly references: readonly { readonly path: string; readonly checkValue: string }[];
  readonly stamps: readonly SignatureStamp[];
  readonly sealPath?: string;
  readonly valuePath: string;
}

/** Where a seal stands: page id and box in mm; `clip` is the part of the picture shown, relative to the box. */
export interface SignatureStamp {
  readonly id: string;
  readonly pageId: number;
  readonly box: Box;
  readonly clip?: Box;
}

/** Reads one Signature.xml strictly. @throws OfdError */
export function readSignatureFile(parts: ReadonlyMap<string, Uint8Array>, path: string): SignatureFile {
  const root = partXml(parts, path);
  if (root.name !== 'Signature' || !root.ofd) {
    throw structure(`${path} is not a Signature.`, `${path} 不是签名描述文件。`, 'not_ofd');
  }
  const info = onlyChild(root, 'SignedInfo', path);
  const provider = child(info, 'Provider');
  const references = onlyChild(info, 'References', path);
  const seal = child(info, 'Seal');
  const sealLocation = seal && childText(seal, 'BaseLoc');
  return {
    path,
    provider: {
      name: provider?.attributes.get('ProviderName') ?? '',
      version: provider?.attributes.get('Version'),
      company: provider?.attributes.get('Company'),
    },
    method: childText(info, 'SignatureMethod') ?? '',
    dateTime: childText(info, 'SignatureDateTime') ?? '',
    checkMethod: references.attributes.get('CheckMethod') ?? '',
    references: childrenOf(references, 'Reference').map((r) => ({
      path: resolveLocation(path, r.attributes.get('FileRef') ?? ''),
      checkValue: onlyChild(r, 'CheckValue', path).text.trim(),
    })),
    stamps: childrenOf(info, 'StampAnnot').map((s) => readStamp(s.attributes, path)),
    sealPath: sealLocation === undefined ? undefined : resolveLocation(path, sealLocation),
    valuePath: resolveLocation(path, onlyChild(root, 'SignedValue', path).text),
  };
}

function readStamp(attributes: ReadonlyMap<string, string>, path: string): SignatureStamp {
  const boundary = parseBox(attributes.get('Boundary'));
  const clip = attributes.get('Clip');
  const clipBox = parseBox(clip);
  const pageId = parseNumbers(attributes.get('PageRef'))?.[0];
  if (!boundary || pageId === undefined || (clip !== undefined && clip.trim() !== '' && !clipBox)) {
    throw structure(`${path}: a stamp has no valid place.`, `${path}：印章位置不合法。`, 'bad_number');
  }
  return {
    id: attributes.get('ID') ?? '',
    pageId,
    box: { x: boundary[0], y: boundary[1], width: boundary[2], height: boundary[3] },
    clip: clipBox && { x: clipBox[0], y: clipBox[1], width: clipBox[2], height: clipBox[3] },
  };
}
