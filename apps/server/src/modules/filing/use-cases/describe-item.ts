import type { CompiledItem } from '@miaopi/items';
import type { FilingDeps } from '../deps.ts';
import { closedToDepartments } from '../domain/fileable.ts';
import { slugOf } from '../domain/filing-data.ts';
import type { Members } from '../domain/message.ts';
import { filingErrors } from '../errors.ts';
import type { SystemRow } from '../store/systems.ts';
import { readOrRefuse } from './admit.ts';

/** What a system may file now. */
export function fileableOf({ catalog }: FilingDeps, system: SystemRow): CompiledItem[] {
  return system.items
    .flatMap((slug) => catalog.item(slug) ?? [])
    .filter((item) => item.package.item.state === 'in-use' && !closedToDepartments(item));
}

/** The form of an item as another program fills it in, with its materials. @throws filing.item_closed */
export function describeItem(deps: FilingDeps, system: SystemRow, data: Members): Readonly<Record<string, unknown>> {
  const slug = readOrRefuse(() => slugOf(data));
  const item = fileableOf(deps, system).find((one) => one.package.slug === slug);
  if (!item) throw filingErrors.item_closed();
  const { item: elements } = item.package;
  return {
    事项: slug,
    名称: elements.name.zh,
    版本: elements.version,
    办理机构: elements.office.name.zh,
    申请人: elements.objects
      .map((code) => (code === '1' ? '自然人' : '法人'))
      .filter((one, i, all) => all.indexOf(one) === i),
    依据: elements.basis.map((b) => `${b.law}${b.article}`),
    材料: elements.materials.map((m) => ({ 名称: m.name.zh })),
    表单: item.form.sections.map(({ section }) => ({
      名称: section.name,
      标题: section.title.zh,
      ...(section.repeat ? { 多条: { 至少: section.repeat.min, 至多: section.repeat.max } } : {}),
      ...(section.show ? { 显示条件: section.show } : {}),
      字段: section.fields.map((f) => ({
        名称: f.name,
        标签: f.label.zh,
        类型: f.type,
        必填: f.require ?? false,
        ...(f.show ? { 显示条件: f.show } : {}),
        ...(f.compute ? { 计算: true } : {}),
        // what the state knows of him is filled in here; another value is put back
        ...(f.prefill ? { 自动带出: true } : {}),
        ...(f.edit === 'never' ? { 不可填写: true } : {}),
        ...(f.options ? { 选项: f.options.map((o) => ({ 值: o.value, 名称: o.label.zh })) } : {}),
        ...(f.minLength === undefined ? {} : { 最短: f.minLength }),
        ...(f.maxLength === undefined ? {} : { 最长: f.maxLength }),
        ...(f.min === undefined ? {} : { 最小: f.min }),
        ...(f.max === undefined ? {} : { 最大: f.max }),
        ...(f.pattern ? { 格式: f.pattern.regex } : {}),
        ...(f.accept ? { 文件格式: f.accept, 最大MB: f.maxMB ?? null } : {}),
        ...(f.statement ? { 声明: f.statement.zh } : {}),
      })),
    })),
  };
}
