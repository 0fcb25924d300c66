import { type CaseInput, type CompiledItem, scopeOf } from '@miaopi/items';
import type { CorrectablePlace } from './domain/correction-points.ts';
import type { FileRow } from './store/rows.ts';

const fromState = {
  zh: '来自共享数据，不由申请人改；有误的请数据来源单位更正',
  en: 'it comes from a register and is not the applicant’s to change',
};
const computed = { zh: '由系统计算', en: 'it is computed' };
const affirmed = { zh: '是申请人的声明，不属于补正内容', en: 'it is the applicant’s declaration' };

/** Places of the form as filed that a correction notice can name, by name; those that can't be corrected say why. */
export function correctablePlaces(
  item: CompiledItem,
  input: CaseInput,
  provenance: FileRow['provenance'],
): Map<string, CorrectablePlace> {
  const { form } = scopeOf(item, input);
  const materials = new Map(
    item.core.materials.flatMap((m) => ('field' in m.by ? [[m.by.field, m.name] as const] : [])),
  );
  const out = new Map<string, CorrectablePlace>();
  for (const { section, fields } of item.form.sections) {
    if (form.sections.get(section.name)?.visible !== true) continue;
    if (section.repeat) {
      out.set(section.name, { name: section.name, label: section.title, material: false });
      continue;
    }
    for (const { field } of fields) {
      if (!form.fields.get(field.name)?.visible) continue;
      const barred =
        field.compute !== undefined
          ? computed
          : field.type === 'declaration'
            ? affirmed
            : provenance[field.name]?.locked || field.edit === 'never'
              ? fromState
              : undefined;
      const material = field.type === 'file' || field.type === 'photo';
      const label = materials.get(field.name) ?? field.label;
      out.set(field.name, { name: field.name, label, material, ...(barred ? { barred } : {}) });
    }
  }
  return out;
}
