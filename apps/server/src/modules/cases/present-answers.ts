import type { CaseView } from '@miaopi/contracts';
import { readBack } from '@miaopi/forms';
import { type CaseInput, type CompiledItem, scopeOf } from '@miaopi/items';
import { compareWithRegisters } from './compare-registers.ts';
import { correctablePlaces } from './correctable.ts';
import type { GatheredEvidence } from './evidence.ts';
import type { FileRow } from './store/rows.ts';

type Row = CaseView['answers'][number]['rows'][number];

/** A file and who reads it. */
interface Reading {
  readonly item: CompiledItem;
  readonly input: CaseInput;
  readonly file: FileRow;
  readonly evidence: readonly GatheredEvidence[];
  readonly official: boolean;
  /** Sections an office with a part in the case may see; undefined: all. */
  readonly seen: ReadonlySet<string> | undefined;
}

interface Presented {
  readonly item: CompiledItem;
  readonly official: boolean;
  /** Names of the sections, or undefined: all. */
  readonly seen: string | undefined;
  readonly answers: CaseView['answers'];
}

/** Of one input, for its few kinds of readers. */
const presented = new WeakMap<CaseInput, Presented[]>();

/**
 * The filed answers in words, both languages, with the source of each; for officials sensitive ones masked as the form says, beside what registers say and with
 * the files that prove them.
 */
export function presentAnswers(reading: Reading): CaseView['answers'] {
  const { item, input, official, seen } = reading;
  const sections = seen && [...seen].sort().join();
  const before = presented.get(input) ?? [];
  const same = before.find((p) => p.item === item && p.official === official && p.seen === sections);
  if (same) return same.answers;
  const answers = answersOf(reading);
  presented.set(input, [...before, { item, official, seen: sections, answers }]);
  return answers;
}

function answersOf({ item, input, file, evidence, official, seen }: Reading): CaseView['answers'] {
  const { form } = scopeOf(item, input);
  const read = (lang: 'zh' | 'en') =>
    readBack(item.form, form, lang, { masked: official }).filter((s) => !seen || seen.has(s.name));
  const zh = read('zh');
  const en = read('en');
  const more = official ? forOfficials(item, input, file, evidence) : () => ({});
  return zh.flatMap((section, s) =>
    section.groups.map((group, g) => ({
      section: {
        zh: group.title ? `${section.title} · ${group.title}` : section.title,
        en: en[s]?.groups[g]?.title ? `${en[s]?.title} · ${en[s]?.groups[g]?.title}` : (en[s]?.title ?? section.title),
      },
      rows: group.rows.map((r, n) => ({
        label: { zh: r.label, en: en[s]?.groups[g]?.rows[n]?.label ?? r.label },
        value: { zh: r.text, en: en[s]?.groups[g]?.rows[n]?.text ?? r.text },
        ...(file.provenance[r.path] ? { source: file.provenance[r.path]!.from } : {}),
        ...(r.files?.[0] ? { fileId: r.files[0].fileId } : {}),
        ...more(r.path),
      })),
    })),
  );
}

function forOfficials(
  item: CompiledItem,
  input: CaseInput,
  file: FileRow,
  evidence: readonly GatheredEvidence[],
): (path: string) => Pick<Row, 'correctable' | 'compared' | 'proofs'> {
  const places = correctablePlaces(item, input, file.provenance);
  const compared = compareWithRegisters(item, input, evidence);
  const proofs = proofsOf(item, input);
  return (path) => {
    const top = path.split('.')[0] ?? path;
    const place = places.get(top);
    const beside = compared.get(path);
    const proving = proofs.get(path);
    return {
      ...(place && place.barred === undefined ? { correctable: top } : {}),
      ...(beside ? { compared: beside } : {}),
      ...(proving ? { proofs: proving } : {}),
    };
  };
}

/** By field: the files given in it, and those of materials that say they prove it. */
function proofsOf(item: CompiledItem, input: CaseInput): Map<string, NonNullable<Row['proofs']>> {
  const { form } = scopeOf(item, input);
  const out = new Map<string, NonNullable<Row['proofs']>>();
  const materials = new Map(item.core.materials.flatMap((m) => ('field' in m.by ? [[m.by.field, m] as const] : [])));
  const labels = new Map(item.form.sections.flatMap((s) => s.fields.map(({ field }) => [field.name, field.label])));
  for (const { path, files } of readBack(item.form, form, 'zh').flatMap((s) => s.groups.flatMap((g) => g.rows))) {
    if (!files) continue;
    const material = materials.get(path);
    const name = material?.name ?? labels.get(path.split('.').at(-1) ?? path) ?? { zh: path, en: path };
    const proofs = files.map((f) => ({ fileId: f.fileId, name: f.name, mediaType: f.mediaType, material: name }));
    for (const proven of new Set([path, ...(material?.proves ?? [])]))
      out.set(proven, [...(out.get(proven) ?? []), ...proofs]);
  }
  return out;
}
