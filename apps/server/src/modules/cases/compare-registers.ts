import type { Comparison } from '@miaopi/contracts';
import { type AnswerValue, answerText, type CompiledForm, type Field, maskValue, parseAnswer } from '@miaopi/forms';
import { type CaseInput, type CompiledItem, scopeOf } from '@miaopi/items';
import { agree } from './domain/agree.ts';
import type { GatheredEvidence } from './evidence.ts';

type Said = Comparison['registers'][number];
type CompiledField = CompiledForm['sections'][number]['fields'][number];

/**
 * The answers of a file beside what registers and licences say of the same, by path of the form: of each field whatever its `prefill` names. Values are
 * masked as the form masks them for other readers. Registers that were not asked say nothing.
 */
export function compareWithRegisters(
  item: CompiledItem,
  input: CaseInput,
  evidence: readonly GatheredEvidence[],
): ReadonlyMap<string, Comparison> {
  const { form } = scopeOf(item, input);
  const out = new Map<string, Comparison>();
  const compare = (compiled: CompiledField, path: string, found: readonly Found[]) => {
    const at = form.fields.get(path);
    const said = found.flatMap((one) => sayOf(compiled, at?.clean ?? null, one, input) ?? []);
    if (at?.visible === true && said.length > 0) out.set(path, { match: matchOf(said), registers: said });
  };
  for (const { section, fields } of item.form.sections) {
    if (!section.repeat) {
      for (const compiled of fields)
        compare(
          compiled,
          compiled.field.name,
          (compiled.field.prefill ?? []).flatMap((source) => lookUp(item, evidence, source) ?? []),
        );
      continue;
    }
    const count = form.sections.get(section.name)?.items ?? 0;
    for (const list of (section.prefill ?? []).flatMap((source) => lookUp(item, evidence, source) ?? []))
      for (let i = 0; i < count; i++) {
        const prefix = `${section.name}.${i}.`;
        const entry = entryOf(list.value, fields, (name) => form.fields.get(prefix + name)?.clean ?? null);
        for (const compiled of fields) {
          const key = ownKey(compiled);
          if (key) compare(compiled, prefix + compiled.field.name, [{ ...list, value: walk(entry, key) }]);
        }
      }
  }
  return out;
}

interface Found {
  readonly evidence: GatheredEvidence;
  readonly label: Said['label'];
  readonly mask?: Field['mask'];
  readonly value: unknown;
}

/** `evidence.市场登记.住所` or `licence.原证书.注册地址` in what was gathered. */
function lookUp(item: CompiledItem, evidence: readonly GatheredEvidence[], source: string): Found | undefined {
  const [kind, name, ...path] = source.split('.');
  if (kind !== 'evidence' && kind !== 'licence') return undefined;
  const answer = evidence.find((e) => e.name === name);
  if (!answer) return undefined;
  const definition = item.package.evidence.find((e) => e.name === name);
  const field = definition?.fields[path[0] ?? ''];
  const mask = field?.mask === undefined ? {} : { mask: field.mask };
  return { evidence: answer, label: field?.label ?? answer.label, ...mask, value: walk(answer.data, path) };
}

function sayOf(
  { field, pattern }: CompiledField,
  answer: AnswerValue,
  { evidence, label, mask, value }: Found,
  { today }: CaseInput,
): Said | undefined {
  const where = { label, office: evidence.source.office, at: evidence.at };
  if (evidence.status !== 'found') return { ...where, same: false, state: evidence.status };
  if (value === undefined || value === null || value === '') return { ...where, same: false, state: 'none' };
  const parsed = parseAnswer(field, value, today, pattern).value;
  // what does not fit the field is shown as the register has it
  const said = (lang: 'zh' | 'en') => (parsed === null ? String(value) : answerText(field, parsed, lang));
  const hide = field.mask ?? mask;
  const shown = (text: string) => (hide === undefined ? text : maskValue(text, hide));
  return {
    ...where,
    value: { zh: shown(said('zh')), en: shown(said('en')) },
    same: answer !== null && agree(said('zh'), answerText(field, answer, 'zh')),
    state: 'found',
  };
}

/** Sources of a field are alternatives: an address is that of the register when it is one of those the register holds. */
function matchOf(said: readonly Said[]): Comparison['match'] {
  if (said.some((one) => one.same)) return 'same';
  if (said.some((one) => one.state === 'found')) return 'different';
  return said.some((one) => one.state === 'unavailable') ? 'unavailable' : 'none';
}

/** The entry of a register's list that is about the same as an item of the form: by number of identity, else by its first field. */
function entryOf(list: unknown, fields: readonly CompiledField[], answer: (name: string) => AnswerValue): unknown {
  if (!Array.isArray(list)) return undefined;
  const key = fields.find((f) => f.field.type === 'citizenId' || f.field.type === 'uscc') ?? fields[0];
  const path = key && ownKey(key);
  if (!key || !path) return undefined;
  const own = answer(key.field.name);
  return own === null ? undefined : list.find((entry) => agree(String(walk(entry, path) ?? ''), String(own)));
}

/** Where in an entry a field of a repeated section finds its value. */
function ownKey({ field }: CompiledField): readonly string[] | undefined {
  if (field.prefill === undefined) return [field.name];
  return field.prefill
    .find((source) => source.startsWith('item.'))
    ?.split('.')
    .slice(1);
}

function walk(value: unknown, path: readonly string[]): unknown {
  let at = value;
  for (const key of path) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, key)) return undefined;
    at = (at as Record<string, unknown>)[key];
  }
  return at;
}
