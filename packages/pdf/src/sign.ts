import { digestByOid, makeSignedData, OID, type Signer, type TimeStampMaker } from '@miaopi/gm';
import { addAppearance, type SealPlace } from './appearance.ts';
import { PdfError } from './errors.ts';
import { formFields, restrictionsOf, signatureFields } from './fields.ts';
import { PdfFile } from './file.ts';
import { Increment } from './increment.ts';
import type { PdfLimits } from './limits.ts';
import type { PdfPicture } from './picture.ts';
import { hex, joined, latin, written } from './serialize.ts';
import { dict, isArray, name, type PdfDict, PdfRef, PdfString, type PdfValue, textString } from './values.ts';

export interface SignPdfOptions {
  /** ECDSA P-256 or RSA for readers everywhere; SM2 for those that know it. */
  readonly signer: Signer;
  /** Time claimed, written into the PDF. */
  readonly time: Date;
  /** RFC 3161 token over the signature value: makes it PAdES B-T. */
  readonly timeStamp?: TimeStampMaker;
  /** Issuers of the certificate, DER, so that readers find the way to the root. */
  readonly chain?: readonly Uint8Array[];
  /** Who signs, why and where, as readers show it. */
  readonly name?: string;
  readonly reason?: string;
  readonly location?: string;
  /** Name of an empty signature field, or of a new one; `Signature1` and so on when absent. */
  readonly field?: string;
  /** Seal shown on a page; an invisible signature when absent. */
  readonly seal?: SealPlace & { readonly picture: PdfPicture };
  /**
   * Certify (DocMDP; first signature only): 1 nothing may follow, 2 filling in and signatures, 3 notes too. Without it
   * further signatures may follow.
   */
  readonly certify?: 1 | 2 | 3;
  /** Bytes kept for the signature value; 12 KB when absent, enough for a chain of three and a time stamp. */
  readonly room?: number;
  readonly limits?: Partial<PdfLimits>;
}

const RANGE_WIDTH = 48;

/**
 * Signs a PDF of any maker by appending a revision: not a byte of what is there changes (ISO 32000-2 12.8, ETSI EN
 * 319 142-1 B-B or B-T). A PDF that carries signatures gets a further one.
 * @throws PdfError `not_pdf`, `structure`, `encrypted`, `too_large`, `argument`, `not_permitted`; GmError of the signer
 */
export async function signPdf(bytes: Uint8Array, options: SignPdfOptions): Promise<Uint8Array> {
  const file = new PdfFile(bytes, options.limits);
  checkPermitted(file, options);
  const increment = new Increment(file);
  const room = options.room ?? 12 * 1024;
  const value = increment.reserve();
  addField(file, increment, value, options);
  if (options.certify !== undefined) increment.setInCatalog('Perms', dict({ DocMDP: value }));
  const object = signatureObject(value, options, room);
  increment.putBytes(value, object.bytes);
  const { bytes: out, places } = increment.build();
  const at = places.get(value.num)!;
  const start = at + object.contents;
  const end = start + 2 * room + 2;
  const range = `[0 ${start} ${end} ${out.length - end}]`.padEnd(RANGE_WIDTH, ' ');
  out.set(latin(range), at + object.range);
  const signed = joined([out.subarray(0, start), out.subarray(end)]);
  const contentDigest = digestByOid(options.signer.algorithm === 'sm2-sm3' ? OID.sm3 : OID.sha256, signed)!;
  const cms = await makeSignedData({
    contentDigest,
    signer: options.signer,
    certificates: options.chain ?? [],
    ...(options.timeStamp ? { timeStamp: options.timeStamp } : {}),
  });
  if (cms.length > room) {
    throw new PdfError(
      'argument',
      `The signature takes ${cms.length} bytes: raise room`,
      `签名值有 ${cms.length} 字节，请加大 room`,
    );
  }
  out.set(latin(hex(cms)), start + 1);
  return out;
}

function checkPermitted(file: PdfFile, options: SignPdfOptions): void {
  const present = signatureFields(file);
  if (options.certify !== undefined && present.length > 0) {
    throw new PdfError('not_permitted', 'Only the first signature may certify', '只有第一个签名可以设定许可');
  }
  for (const signature of present) {
    if (restrictionsOf(file, signature.dict).level === 1) {
      throw new PdfError(
        'not_permitted',
        `Signature ${signature.name} allows no further ones`,
        `签名 ${signature.name} 不允许再签`,
      );
    }
  }
}

/** The field with its widget, in the form and on the page. */
function addField(file: PdfFile, increment: Increment, value: PdfRef, options: SignPdfOptions): void {
  const fields = formFields(file);
  const wanted = options.field;
  const known = wanted === undefined ? undefined : fields.find((field) => field.name === wanted);
  const pages = file.pages();
  const { seal } = options;
  const page = pages[seal?.page ?? 0];
  if (!page) throw new PdfError('argument', `There is no page ${seal?.page}`, `没有第 ${(seal?.page ?? 0) + 1} 页`);
  if (known) {
    if (known.type !== 'Sig' || known.num === undefined || file.resolve(known.value) !== null) {
      throw new PdfError('argument', `Field ${wanted} is not an empty signature field`, `${wanted} 不是空的签名域`);
    }
    const appearance = seal ? addAppearance(increment, page, seal) : undefined;
    const next = new Map(known.dict).set('V', value);
    if (appearance) next.set('AP', appearance.dict);
    increment.put(new PdfRef(known.num, genOf(file, known.num)), next);
    setFlags(file, increment, undefined);
    return;
  }
  const appearance = seal ? addAppearance(increment, page, seal) : undefined;
  const widget = increment.add(
    dict({
      Type: name('Annot'),
      Subtype: name('Widget'),
      FT: name('Sig'),
      T: textString(wanted ?? freeName(fields.map((field) => field.name))),
      V: value,
      // Printed, locked.
      F: 132,
      P: page.ref,
      Rect: appearance?.rect ?? [0, 0, 0, 0],
      AP: appearance?.dict,
    }),
  );
  append(file, increment, page.ref, page.dict, 'Annots', widget);
  setFlags(file, increment, widget);
}

function freeName(taken: readonly string[]): string {
  for (let n = 1; ; n++) if (!taken.includes(`Signature${n}`)) return `Signature${n}`;
}

function genOf(file: PdfFile, num: number): number {
  const entry = file.entries.get(num);
  return entry?.kind === 'at' ? entry.gen : 0;
}

/** Adds to a list of a dictionary, which may be an object of its own. */
function append(file: PdfFile, increment: Increment, owner: PdfRef, of: PdfDict, key: string, item: PdfRef): void {
  const list = of.get(key);
  if (list instanceof PdfRef && isArray(file.resolve(list))) increment.put(list, [...file.array(list)!, item]);
  else increment.put(owner, new Map(of).set(key, [...(file.array(list) ?? []), item]));
}

/** SigFlags 3: there are signatures, and whoever writes this file must append. */
function setFlags(file: PdfFile, increment: Increment, field: PdfRef | undefined): void {
  const at = file.catalog.get('AcroForm');
  const form = file.dict(at) ?? new Map<string, PdfValue>();
  const next = new Map(form).set('SigFlags', 3);
  const list = form.get('Fields');
  if (field && list instanceof PdfRef && isArray(file.resolve(list)))
    increment.put(list, [...file.array(list)!, field]);
  else if (field) next.set('Fields', [...(file.array(list) ?? []), field]);
  if (at instanceof PdfRef) increment.put(at, next);
  else increment.setInCatalog('AcroForm', next);
}

/** The signature's dictionary with room for what is only known later, and where in it that room is. */
function signatureObject(ref: PdfRef, options: SignPdfOptions, room: number) {
  const entries = dict({
    Type: name('Sig'),
    Filter: name('Adobe.PPKLite'),
    SubFilter: name('ETSI.CAdES.detached'),
    M: new PdfString(latin(dateText(options.time))),
    Name: options.name === undefined ? undefined : textString(options.name),
    Reason: options.reason === undefined ? undefined : textString(options.reason),
    Location: options.location === undefined ? undefined : textString(options.location),
    Reference: options.certify === undefined ? undefined : [certifying(options.certify)],
  });
  const head = `${ref.num} 0 obj\n${written(entries).slice(0, -3)} /ByteRange `;
  const middle = ' /Contents ';
  const bytes = latin(`${head}${' '.repeat(RANGE_WIDTH)}${middle}<${'0'.repeat(2 * room)}> >>\nendobj\n`);
  return { bytes, range: head.length, contents: head.length + RANGE_WIDTH + middle.length };
}

function certifying(level: 1 | 2 | 3): PdfDict {
  return dict({
    Type: name('SigRef'),
    TransformMethod: name('DocMDP'),
    TransformParams: dict({ Type: name('TransformParams'), P: level, V: name('1.2') }),
  });
}

function dateText(time: Date): string {
  return `D:${time.toISOString().replace(/\D/g, '').slice(0, 14)}Z`;
}
