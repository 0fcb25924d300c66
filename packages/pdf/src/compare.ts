import { type FormField, formFields } from './fields.ts';
import type { PdfFile } from './file.ts';
import { type Reach, reachOf } from './reach.ts';
import { equalValues, isArray, isDict, isName, type PdfDict, PdfRef, PdfStream, type PdfValue } from './values.ts';

/**
 * What may follow a signature: `nothing` but validation data and document time stamps (DocMDP 1) · `sign` further
 * signatures (no DocMDP) · `fill` forms too (2) · `annotate` notes too (3).
 */
export type Allowed = 'nothing' | 'sign' | 'fill' | 'annotate';

export interface Differences {
  /** What was changed although it may not be, in words. */
  readonly faults: readonly string[];
  /** Changes that would be in order under a wider permission. */
  readonly forbidden: readonly string[];
  /** Forms filled in or notes added, as permitted. */
  readonly filled: readonly string[];
}

const MAX_FAULTS = 20;
const INFO_KEYS = new Set(['ModDate', 'Producer']);
const NEW_FORM_KEYS = new Set(['Fields', 'SigFlags', 'DR', 'DA']);
const SIGNING_KEYS = new Set(['V', 'AP', 'F', 'M', 'AS', 'MK', 'DA', 'P']);
const FILLING_KEYS = new Set(['V', 'AP', 'AS', 'M', 'I', 'RV']);
const RANK: Readonly<Record<Allowed, number>> = { nothing: 0, sign: 1, fill: 2, annotate: 3 };

/**
 * Compares the document as signed with the document of a later revision of the same file. Whatever was reachable and
 * is no longer written alike is a fault unless it is one of the few changes that signing and filling in make.
 */
export function differences(
  before: PdfFile,
  reach: Reach,
  after: PdfFile,
  allowed: Allowed,
  isLocked: (fieldName: string) => boolean,
): Differences {
  return new Comparison(before, reach, after, allowed, isLocked).run();
}

class Comparison {
  readonly #before: PdfFile;
  readonly #reach: Reach;
  readonly #after: PdfFile;
  readonly #allowed: Allowed;
  readonly #isLocked: (fieldName: string) => boolean;
  readonly #faults: string[] = [];
  readonly #forbidden: string[] = [];
  readonly #filled: string[] = [];
  /** Objects judged by their role. */
  readonly #explained = new Set<number>();
  readonly #newWidgets = new Set<number>();

  constructor(
    before: PdfFile,
    reach: Reach,
    after: PdfFile,
    allowed: Allowed,
    isLocked: (fieldName: string) => boolean,
  ) {
    this.#before = before;
    this.#reach = reach;
    this.#after = after;
    this.#allowed = allowed;
    this.#isLocked = isLocked;
  }

  run(): Differences {
    const old = this.#before;
    const now = this.#after;
    const root = old.trailer.get('Root');
    if (!equalValues(root, now.trailer.get('Root'))) this.#fault('another catalog');
    if (!equalValues(firstId(old), firstId(now))) this.#fault('another document identifier');
    this.#explain(root);
    this.#catalog();
    this.#info();
    this.#objects();
    return { faults: this.#faults, forbidden: this.#forbidden, filled: this.#filled };
  }

  #fault(what: string): void {
    if (this.#faults.length < MAX_FAULTS) this.#faults.push(what);
  }

  #may(wanted: Allowed, what: string): boolean {
    if (RANK[this.#allowed] >= RANK[wanted]) return true;
    if (this.#forbidden.length < MAX_FAULTS) this.#forbidden.push(what);
    return false;
  }

  #explain(...values: (PdfValue | undefined)[]): void {
    for (const value of values) if (value instanceof PdfRef) this.#explained.add(value.num);
  }

  #catalog(): void {
    const a = this.#before.catalog;
    const b = this.#after.catalog;
    for (const key of union(a, b)) {
      if (key === 'AcroForm') this.#form(a.get(key), b.get(key));
      else if (key === 'Pages') {
        if (!equalValues(a.get(key), b.get(key))) this.#fault('another page tree');
      } else if (key === 'DSS' || key === 'Extensions' || key === 'Metadata' || key === 'Version') {
        // Validation data and descriptions: nothing of a page.
      } else if (!equalValues(a.get(key), b.get(key))) this.#fault(`catalog /${key}`);
    }
    const pages = this.#before.pages();
    const later = this.#after.pages();
    if (pages.length !== later.length) this.#fault(`${later.length} pages instead of ${pages.length}`);
    for (const [i, page] of pages.entries()) {
      const other = later[i];
      if (!other || other.ref.num !== page.ref.num) {
        this.#fault(`page ${i + 1} is another object`);
        continue;
      }
      this.#explain(page.ref);
      for (const key of union(page.dict, other.dict)) {
        if (key === 'Annots') this.#annotations(page.dict.get(key), other.dict.get(key), i + 1);
        else if (!equalValues(page.dict.get(key), other.dict.get(key))) this.#fault(`page ${i + 1} /${key}`);
      }
    }
  }

  #form(a: PdfValue | undefined, b: PdfValue | undefined): void {
    const old = this.#before.dict(a);
    const now = this.#after.dict(b);
    this.#explain(a, b);
    if (!now) {
      if (old) this.#fault('the form was removed');
      return;
    }
    for (const key of union(old ?? new Map(), now)) {
      if (key === 'Fields' || key === 'SigFlags') continue;
      const was = old?.get(key);
      if (!equalValues(was, now.get(key)) && !(was === undefined && NEW_FORM_KEYS.has(key)))
        this.#fault(`form /${key}`);
    }
    this.#explain(old?.get('Fields'), now.get('Fields'));
    const known = new Map(formFields(this.#before).map((field) => [field.name, field]));
    for (const field of formFields(this.#after)) {
      const was = known.get(field.name);
      known.delete(field.name);
      if (was) this.#field(was, field);
      else this.#newField(field);
    }
    for (const name of known.keys()) this.#fault(`field ${name} was removed`);
    // Nodes above terminal fields keep everything but their list of kids.
    for (const [was, is] of this.#innerFields()) {
      for (const key of union(was, is)) {
        if (key !== 'Kids' && !equalValues(was.get(key), is.get(key))) this.#fault(`field group /${key}`);
      }
    }
  }

  #innerFields(): [PdfDict, PdfDict][] {
    const out: [PdfDict, PdfDict][] = [];
    const walk = (value: PdfValue, depth: number): void => {
      const dict = this.#before.dict(value);
      const kids = this.#before.array(dict?.get('Kids')) ?? [];
      if (!dict || depth > 40 || !kids.some((kid) => this.#before.dict(kid)?.has('T'))) return;
      const other = value instanceof PdfRef ? this.#after.dict(value) : undefined;
      if (other) {
        this.#explain(value, dict.get('Kids'));
        out.push([dict, other]);
      }
      for (const kid of kids) walk(kid, depth + 1);
    };
    for (const field of this.#before.array(this.#before.dict(this.#before.catalog.get('AcroForm'))?.get('Fields')) ??
      [])
      walk(field, 0);
    return out;
  }

  #field(was: FormField, is: FormField): void {
    if (was.num !== is.num) {
      this.#fault(`field ${was.name} is another object`);
      return;
    }
    this.#explain(was.num === undefined ? undefined : new PdfRef(was.num));
    const keys = [...union(was.dict, is.dict)].filter((key) => !equalValues(was.dict.get(key), is.dict.get(key)));
    const signing = was.type === 'Sig' && this.#before.resolve(was.value) === null;
    if (keys.length > 0 && signing && keys.every((key) => SIGNING_KEYS.has(key))) {
      if (keys.includes('V')) this.#signature(is);
      this.#explainAppearance(was.dict);
      return;
    }
    const filling = was.type !== 'Sig' && keys.every((key) => FILLING_KEYS.has(key));
    if (filling && (keys.length > 0 || this.#kidsDiffer(was, is))) {
      if (!this.#may('fill', `field ${was.name} was filled in`)) return;
      if (this.#isLocked(was.name)) this.#forbidden.push(`field ${was.name} is locked`);
      else this.#filled.push(was.name);
      this.#explainAppearance(was.dict);
      return;
    }
    if (keys.length > 0) this.#fault(`field ${was.name} /${keys.join(' /')}`);
  }

  /** Widgets of a field may change their appearance with its value. */
  #kidsDiffer(was: FormField, is: FormField): boolean {
    let differ = false;
    const kids = this.#before.array(was.dict.get('Kids')) ?? [];
    const others = this.#after.array(is.dict.get('Kids')) ?? [];
    kids.forEach((kid, i) => {
      const a = this.#before.dict(kid);
      const b = this.#after.dict(others[i]);
      if (!a || !b || !(kid instanceof PdfRef) || !equalValues(kid, others[i])) return;
      const keys = [...union(a, b)].filter((key) => !equalValues(a.get(key), b.get(key)));
      if (keys.length === 0 || !keys.every((key) => FILLING_KEYS.has(key))) return;
      differ = true;
      this.#explain(kid);
      this.#explainAppearance(a);
    });
    return differ;
  }

  /** Appearances written anew under their old numbers; only such as nothing else uses. */
  #explainAppearance(field: PdfDict): void {
    const appearance = this.#before.dict(field.get('AP'));
    const values = [field.get('AP'), ...(appearance?.values() ?? [])];
    for (const value of values) {
      if (value instanceof PdfRef && this.#reach.reached.get(value.num) === 1) this.#explain(value);
    }
  }

  #newField(field: FormField): void {
    const { dict } = field;
    const isNew = field.num !== undefined && !isThere(this.#before, field.num);
    const plain = !dict.has('Kids') && !dict.has('A') && !dict.has('AA');
    if (field.type !== 'Sig' || !isNew || !plain || !isName(this.#after.resolve(dict.get('Subtype')), 'Widget')) {
      this.#fault(`field ${field.name} was added`);
      return;
    }
    this.#newWidgets.add(field.num!);
    this.#signature(field);
  }

  #signature(field: FormField): void {
    const signature = this.#after.dict(field.value);
    // An empty field for a later signer adds nothing to see.
    if (!signature) {
      this.#may('sign', `signature field ${field.name} was added`);
      return;
    }
    const stamp = isName(this.#after.resolve(signature.get('SubFilter')), 'ETSI.RFC3161');
    if (field.num !== undefined) this.#newWidgets.add(field.num);
    if (!stamp) this.#may('sign', `signature ${field.name} was added`);
  }

  #annotations(a: PdfValue | undefined, b: PdfValue | undefined, page: number): void {
    const old = this.#before.array(a) ?? [];
    const now = this.#after.array(b) ?? [];
    this.#explain(a, b);
    let at = 0;
    for (const entry of now) {
      if (at < old.length && equalValues(entry, old[at])) {
        at++;
        this.#annotation(entry, page);
      } else if (!(entry instanceof PdfRef && this.#newWidgets.has(entry.num))) this.#newAnnotation(entry, page);
    }
    if (at < old.length) this.#fault(`page ${page}: an annotation was removed or moved`);
  }

  #annotation(entry: PdfValue, page: number): void {
    if (!(entry instanceof PdfRef) || this.#explained.has(entry.num)) return;
    const a = this.#before.dict(entry);
    const b = this.#after.dict(entry);
    if (!a || !b || equalValues(a, b) || isName(a.get('Subtype'), 'Widget')) return;
    if (!this.#may('annotate', `page ${page}: a note was changed`)) return;
    this.#explain(entry);
    this.#explainAppearance(a);
    this.#filled.push(`page ${page}: note`);
  }

  #newAnnotation(entry: PdfValue, page: number): void {
    const dict = this.#after.dict(entry);
    const isNew = !(entry instanceof PdfRef) || !isThere(this.#before, entry.num);
    if (!dict || !isNew || isName(this.#after.resolve(dict.get('Subtype')), 'Widget')) {
      this.#fault(`page ${page}: an annotation was added`);
      return;
    }
    if (this.#may('annotate', `page ${page}: a note was added`)) this.#filled.push(`page ${page}: note`);
  }

  #info(): void {
    const a = this.#before.trailer.get('Info');
    const b = this.#after.trailer.get('Info');
    const old = this.#before.dict(a) ?? new Map<string, PdfValue>();
    const now = this.#after.dict(b) ?? new Map<string, PdfValue>();
    this.#explain(a, b);
    for (const key of union(old, now)) {
      if (INFO_KEYS.has(key)) continue;
      if (!equalValues(this.#before.resolve(old.get(key)), this.#after.resolve(now.get(key))))
        this.#fault(`document information /${key}`);
    }
  }

  /** Everything else that the later sections write. */
  #objects(): void {
    const border = this.#before.bytes.length;
    const used = reachOf(this.#after, true).reached;
    for (const section of this.#after.sections) {
      if (section.start < border) continue;
      for (const num of section.entries.keys()) {
        if (this.#reach.dangling.has(num) && isThere(this.#after, num))
          this.#fault(`object ${num} fills a gap left before`);
        if (!isThere(this.#before, num) && isThere(this.#after, num) && !used.has(num) && !this.#isFrame(num)) {
          this.#fault(`object ${num} was added and is used by nothing`);
        }
        if (this.#explained.has(num) || !this.#reach.reached.has(num) || !isThere(this.#before, num)) continue;
        const was = this.#before.object(num);
        const is = this.#after.object(num);
        if (!equalValues(was, is)) this.#fault(`${describe(was)} ${num} was ${is === null ? 'removed' : 'replaced'}`);
      }
    }
  }

  /** Streams that hold objects or cross-references, and the document's information: named by no object. */
  #isFrame(num: number): boolean {
    const value = this.#after.object(num);
    const type = value instanceof PdfStream ? value.dict.get('Type') : undefined;
    const info = this.#after.trailer.get('Info');
    return isName(type, 'ObjStm') || isName(type, 'XRef') || (info instanceof PdfRef && info.num === num);
  }
}

function isThere(file: PdfFile, num: number): boolean {
  const entry = file.entries.get(num);
  return entry !== undefined && entry.kind !== 'free';
}

function firstId(file: PdfFile): PdfValue | undefined {
  return file.array(file.trailer.get('ID'))?.[0];
}

function union(a: PdfDict, b: PdfDict): Set<string> {
  return new Set([...a.keys(), ...b.keys()]);
}

function describe(value: PdfValue): string {
  const dict = value instanceof PdfStream ? value.dict : isDict(value) ? value : undefined;
  const type = dict?.get('Subtype') ?? dict?.get('Type');
  if (isName(type)) return `object (${type.text})`;
  return value instanceof PdfStream ? 'stream' : isArray(value) ? 'list' : 'object';
}
