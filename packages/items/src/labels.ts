import type { Json } from '@miaopi/decisions';
import type { Text } from '@miaopi/forms';
import type { CaseScope } from './case-input.ts';
import type { CompiledCore } from './compile-core.ts';
import type { ValueWords } from './model.ts';

const people: Readonly<Record<string, Text>> = {
  申请人: { zh: '申请人', en: 'Applicant' },
  经办人: { zh: '经办人', en: 'Agent' },
  今日: { zh: '申请日期', en: 'Day of application' },
};
const personFields: Readonly<Record<string, Text>> = {
  类型: { zh: '类型', en: 'Kind' },
  姓名: { zh: '姓名', en: 'Name' },
  身份号码: { zh: '身份号码', en: 'ID number' },
  出生日期: { zh: '出生日期', en: 'Date of birth' },
  性别: { zh: '性别', en: 'Sex' },
  手机号码: { zh: '手机号码', en: 'Mobile number' },
  名称: { zh: '名称', en: 'Name' },
  统一社会信用代码: { zh: '统一社会信用代码', en: 'Credit code' },
  法定代表人: { zh: '法定代表人', en: 'Legal representative' },
  法定代表人身份号码: { zh: '法定代表人身份号码', en: 'ID number of the legal representative' },
};

const joined = (a: Text, b: Text): Text => ({ zh: `${a.zh}·${b.zh}`, en: `${a.en}: ${b.en}` });

/** What a path is called for people: `人口信息.户籍区划` → 人口基本信息·户籍区划. */
export function labelOf(item: CompiledCore, path: readonly string[]): Text {
  const [root = '', second] = path;
  const evidence = item.evidence.find((e) => e.evidence.name === root)?.evidence;
  if (evidence) {
    if (second === undefined) return evidence.label;
    const field = Object.hasOwn(evidence.fields, second) ? evidence.fields[second]!.label : undefined;
    return joined(
      evidence.label,
      field ?? (second === '有记录' ? { zh: '有记录', en: 'On record' } : { zh: second, en: second }),
    );
  }
  if (Object.hasOwn(people, root)) {
    const who = people[root]!;
    return second === undefined ? who : joined(who, personFields[second] ?? { zh: second, en: second });
  }
  for (const { section, fields } of item.form.sections) {
    if (section.repeat && section.name === root) {
      const field = fields.find((f) => f.field.name === second)?.field;
      return field ? joined(section.title, field.label) : section.title;
    }
    const field = section.repeat ? undefined : fields.find((f) => f.field.name === root)?.field;
    if (field) return field.label;
  }
  const computed = item.core.decision.decisions.find((d) => d.name === root)?.label;
  if (computed) return second === undefined ? computed : joined(computed, { zh: second, en: second });
  const condition = item.conditions.find((c) => c.condition.id === root)?.condition;
  return condition?.text ?? { zh: root, en: root };
}

/** Stands for a string too long for a line, a picture say; rules saw the whole. */
export const leftOut = (characters: number): string => `（略，${characters} 字符）`;
const wasLeftOut = /^（略，(\d+) 字符）$/;

const kindsOfApplicant: ValueWords = { 自然人: 'Natural person', 企业: 'Firm' };

/** A value that conditions read, in English: what the register, the rule or the form's choice calls it. Anything else (a name, an address) as it is. */
export function inEnglish(item: CompiledCore, path: readonly string[], value: Json): Json {
  const words = wordsOf(item, path) ?? {};
  const word = (v: Json): Json => {
    if (typeof v !== 'string') return v;
    return Object.hasOwn(words, v) ? words[v]! : v.replace(wasLeftOut, '(left out, $1 characters)');
  };
  return Array.isArray(value) ? value.map(word) : word(value);
}

function wordsOf(item: CompiledCore, path: readonly string[]): ValueWords | undefined {
  const [root = '', second = ''] = path;
  const evidence = item.evidence.find((e) => e.evidence.name === root)?.evidence;
  if (evidence) return Object.hasOwn(evidence.fields, second) ? evidence.fields[second]!.words : undefined;
  if (Object.hasOwn(people, root)) return second === '类型' ? kindsOfApplicant : undefined;
  const name = path.at(-1);
  const options = item.form.sections.flatMap((s) => s.fields).find(({ field }) => field.name === name)?.field.options;
  if (options) return Object.fromEntries(options.map((o) => [o.value, o.label.en]));
  return item.core.decision.decisions.find((d) => d.name === root)?.words;
}

/** Kind of a path's source, and for evidence the office and time of the answer. */
export function sourceOf(
  item: CompiledCore,
  scope: CaseScope,
  path: readonly string[],
): { readonly kind: 'form' | 'evidence' | 'person' | 'date'; readonly office?: string; readonly at?: string } {
  const [root = ''] = path;
  const evidence = item.evidence.find((e) => e.evidence.name === root)?.evidence;
  if (evidence) {
    const source = scope.evidence[root]?.source;
    return { kind: 'evidence', office: source?.office ?? evidence.office.zh, ...(source?.at ? { at: source.at } : {}) };
  }
  if (root === '今日') return { kind: 'date' };
  return { kind: Object.hasOwn(people, root) ? 'person' : 'form' };
}
