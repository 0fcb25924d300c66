import { compileNumberRule, IdentifierError, parseUscc } from '@miaopi/identifiers';
import { type CompiledItem, compileItem, type ItemPackage } from '@miaopi/items';
import { governedPackage, type TypeRow } from './type-row.ts';

interface Text {
  readonly zh: string;
  readonly en: string;
}

export interface TypeFinding {
  /** Member of the row, e.g. `numberRule`, `fields.3.label`, `paper.elements[3].value` of the template. */
  readonly path: string;
  readonly text: Text;
}

/** Checks a row as a package is checked. @returns what is wrong, and the item as the row would have it when nothing is */
export function checkTypeRow(
  typeCode: string,
  row: TypeRow,
  pkg: ItemPackage,
  knownItems: ReadonlySet<string>,
): { readonly findings: readonly TypeFinding[]; readonly item?: CompiledItem } {
  const findings: TypeFinding[] = [];
  const find = (path: string, zh: string, en: string) => void findings.push({ path, text: { zh, en } });
  if (!row.name.zh.trim() || !row.name.en.trim()) find('name', '中英文名称都要填写', 'Give the name in both languages');
  if (row.definingBody !== typeCode.slice(0, 18) || !parseUscc(row.definingBody).ok)
    find(
      'definingBody',
      '定义机构应为证照类型代码的前18位统一社会信用代码',
      'The defining body is the credit code the type code begins with',
    );
  if (row.holder !== pkg.licence.holder)
    find('holder', '持证主体类别与事项不一致', 'The holder class differs from the item’s');
  if (row.validity.kind === 'years' && !(row.validity.years >= 1 && row.validity.years <= 50))
    find('validity', '年数应为 1 至 50', 'Between 1 and 50 years');
  try {
    compileNumberRule(row.numberRule);
  } catch (error) {
    const issue = error instanceof IdentifierError ? error.issue.message : undefined;
    find('numberRule', issue?.zh ?? '编号规则有误', issue?.en ?? 'The number rule is wrong');
  }
  const byName = new Map(pkg.licence.fields.map((f) => [f.name, f]));
  const seen = new Set<string>();
  for (const [i, field] of row.fields.entries()) {
    const at = `fields.${i}`;
    const own = byName.get(field.name);
    if (!own) find(`${at}.name`, `事项没有计算“${field.name}”`, `The item does not compute “${field.name}”`);
    else if (own.key !== field.key)
      find(`${at}.key`, `“${field.name}”的元数据名应为 ${own.key}`, `The key of “${field.name}” is ${own.key}`);
    if (seen.has(field.name)) find(`${at}.name`, `“${field.name}”重复`, `“${field.name}” stands twice`);
    seen.add(field.name);
    if (!field.label.zh.trim() || !field.label.en.trim())
      find(`${at}.label`, '中英文标签都要填写', 'Give the label in both languages');
  }
  for (const name of byName.keys())
    if (!seen.has(name)) find('fields', `缺少事项登载的“${name}”`, `“${name}”, which the item prints, is lacking`);
  for (const slug of row.relatedItems)
    if (!knownItems.has(slug)) find('relatedItems', `没有事项“${slug}”`, `There is no item “${slug}”`);
  if (findings.length > 0) return { findings };
  try {
    const item = compileItem(governedPackage(pkg, row));
    for (const { severity, path, text } of item.paper.findings)
      if (severity === 'error') find(path ? `paper.${path}` : 'paper', text.zh, text.en);
    return findings.length > 0 ? { findings } : { findings, item };
  } catch (error) {
    const message = (error as Error).message.slice(0, 300);
    find('paper', `模板有误：${message}`, `The template is wrong: ${message}`);
    return { findings };
  }
}
