import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { checkItem, formatFinding, hasErrors } from '@miaopi/items';
import { listItemFolders, readItemFolder } from '@miaopi/items/node';
import { root } from '../../kernel/root.ts';
import type { Lang } from '../../kernel/text.ts';
import { type Finding, fail, ok, text } from './finding.ts';

/** Every item package under `items/`, by the same checks as `miaopi item check`. */
export async function checkItems(folder: string = join(root, 'items')): Promise<Finding[]> {
  const slugs = existsSync(folder)
    ? (await listItemFolders(folder)).filter((slug) => existsSync(join(folder, slug, 'item.yaml')))
    : [];
  if (slugs.length === 0)
    return [
      fail(
        text(`${folder} 中没有事项包`, `there is no item package in ${folder}`),
        text('把事项包放进该目录。', 'Put item packages there.'),
      ),
    ];
  const findings: Finding[] = [];
  for (const slug of slugs) {
    const read = await readItemFolder(join(folder, slug));
    const faults = [...read.findings, ...(read.package ? checkItem(read.package, read.locate) : [])];
    if (!read.package || hasErrors(faults)) {
      const first = faults.find((f) => f.severity === 'error') ?? faults[0];
      const line = (lang: Lang) => (first ? formatFinding(first, lang) : '');
      findings.push(
        fail(
          text(`事项包 ${slug} 有错：${line('zh')}`, `item package ${slug} has faults: ${line('en')}`),
          text(
            `运行 miaopi item check items/${slug} 查看全部。`,
            `Run miaopi item check items/${slug} to see them all.`,
          ),
        ),
      );
    }
  }
  return findings.length > 0
    ? findings
    : [ok(text(`${slugs.length} 个事项包通过检查`, `${slugs.length} item packages pass their checks`))];
}
