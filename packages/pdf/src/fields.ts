import { broken, tooLarge } from './errors.ts';
import type { PdfFile } from './file.ts';
import { isName, type PdfDict, PdfRef, type PdfValue, textOf } from './values.ts';

/** A terminal field of the interactive form. */
export interface FormField {
  /** Full name: partial names joined by dots. */
  readonly name: string;
  /** Undefined for a field written directly into its list. */
  readonly num: number | undefined;
  readonly dict: PdfDict;
  /** `Sig`, `Tx`, `Btn`, `Ch`, inherited or own. */
  readonly type: string | undefined;
  readonly value: PdfValue | undefined;
}

/** All terminal fields, in order. @throws PdfError on circles and beyond the limits */
export function formFields(file: PdfFile): readonly FormField[] {
  const out: FormField[] = [];
  const seen = new Set<number>();
  const form = file.dict(file.catalog.get('AcroForm'));
  const walk = (
    value: PdfValue,
    inherited: { name: string; type: string | undefined; value: PdfValue | undefined },
    depth: number,
  ) => {
    if (depth > file.limits.maxDepth) throw tooLarge('form fields nested too deeply');
    if (value instanceof PdfRef) {
      if (seen.has(value.num)) throw broken('the form names a field twice', 0);
      seen.add(value.num);
    }
    const dict = file.dict(value);
    if (!dict) return;
    const partial = textOf(file.resolve(dict.get('T')));
    const own = file.resolve(dict.get('FT'));
    const next = {
      name: partial === undefined ? inherited.name : inherited.name === '' ? partial : `${inherited.name}.${partial}`,
      type: isName(own) ? own.text : inherited.type,
      value: dict.get('V') ?? inherited.value,
    };
    const kids = file.array(dict.get('Kids')) ?? [];
    const fields = kids.filter((kid) => file.dict(kid)?.has('T') === true);
    if (fields.length > 0) {
      for (const kid of kids) walk(kid, next, depth + 1);
      return;
    }
    if (out.length >= 20_000) throw tooLarge('more than 20,000 form fields');
    out.push({
      name: next.name,
      num: value instanceof PdfRef ? value.num : undefined,
      dict,
      type: next.type,
      value: next.value,
    });
  };
  for (const field of file.array(form?.get('Fields')) ?? [])
    walk(field, { name: '', type: undefined, value: undefined }, 0);
  return out;
}

/** What a signature's dictionary restricts (ISO 32000-2 12.8.2). */
export interface Restrictions {
  /** DocMDP: 1 nothing more, 2 filling in and signing, 3 notes too. */
  readonly level?: 1 | 2 | 3;
  /** FieldMDP: fields that are locked. */
  readonly locked?: { readonly action: 'All' | 'Include' | 'Exclude'; readonly fields: readonly string[] };
}

/** A field that holds a signature. */
export interface SignatureField {
  readonly name: string;
  readonly field: FormField;
  readonly dict: PdfDict;
}

/** Signature fields that are signed. @throws PdfError `too_large` */
export function signatureFields(file: PdfFile): readonly SignatureField[] {
  const out: SignatureField[] = [];
  for (const field of formFields(file)) {
    if (field.type !== 'Sig') continue;
    const dict = file.dict(field.value);
    if (dict) out.push({ name: field.name, field, dict });
  }
  if (out.length > file.limits.maxSignatures) throw tooLarge(`more than ${file.limits.maxSignatures} signatures`);
  return out;
}

export function restrictionsOf(file: PdfFile, signature: PdfDict): Restrictions {
  let out: Restrictions = {};
  for (const entry of file.array(signature.get('Reference')) ?? []) {
    const reference = file.dict(entry);
    const method = file.resolve(reference?.get('TransformMethod'));
    const parameters = file.dict(reference?.get('TransformParams'));
    if (isName(method, 'DocMDP')) {
      const level = file.resolve(parameters?.get('P')) ?? 2;
      // A level nobody knows forbids everything.
      out = { ...out, level: level === 2 || level === 3 ? level : 1 };
    }
    if (isName(method, 'FieldMDP')) {
      const action = file.resolve(parameters?.get('Action'));
      const fields = (file.array(parameters?.get('Fields')) ?? []).map((v) => textOf(file.resolve(v)) ?? '');
      const known = isName(action, 'Include') ? 'Include' : isName(action, 'Exclude') ? 'Exclude' : 'All';
      out = { ...out, locked: { action: known, fields } };
    }
  }
  return out;
}
