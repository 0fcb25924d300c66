import { FeelSyntaxError } from '@miaopi/decisions';
import { compileTemplate, templateReads } from '@miaopi/layout';
import type { Tell } from './check-item.ts';
import type { CheckedRules } from './check-rules.ts';
import { compileOver, itemFunctions } from './compile-core.ts';
import type { Path } from './finding.ts';
import type { ItemPackage } from './model.ts';
import { nearest } from './shape.ts';

/** F142: who signs what: the field takes the file, every expression compiles, every place is there, the means fit. Also the papers drawn from the form. */
export function checkSigning(pkg: ItemPackage, tell: Tell, { names }: CheckedRules): void {
  const papers = new Map(
    Object.entries(pkg.papers).map(([name, template]) => {
      const compiled = compileTemplate(template, { names, functions: itemFunctions });
      for (const f of compiled.findings)
        tell(f.severity, `paper.${f.code}`, ['papers', name, ...pathOf(f.path)], f.text.zh, f.text.en);
      return [name, templateReads(compiled)] as const;
    }),
  );
  const drawn = new Set<string>();
  const fields = new Map(pkg.form.sections.flatMap((s) => s.fields.map((f) => [f.name, f] as const)));
  const feel = (source: string | undefined, path: Path): void => {
    if (source === undefined) return;
    try {
      compileOver(source, names);
    } catch (error) {
      if (!(error instanceof FeelSyntaxError)) throw error;
      tell('error', error.name === 'FeelNameError' ? 'feel.name' : 'feel.syntax', path, error.text.zh, error.text.en);
    }
  };

  pkg.item.materials.forEach((m, i) => {
    const { signing } = m;
    if (!signing) return;
    const base: Path = ['item', 'materials', i, 'signing'];
    const field = 'field' in m.by ? fields.get(m.by.field) : undefined;
    if (field?.type !== 'file')
      tell(
        'error',
        'signing.field',
        base,
        '只有上传到文件字段的材料才能要求签章',
        'only a material handed in by a file field can be signed',
      );
    else if (signing.original && !field.accept?.every((kind) => kind === 'ofd' || kind === 'pdf'))
      tell(
        'error',
        'signing.accept',
        base,
        `须交签章原件的材料，字段“${field.name}”只能接受 ofd 或 pdf`,
        `a material that must be a signed original takes ofd or pdf only: restrict the field “${field.name}”`,
      );
    const paper = signing.paper === undefined ? undefined : papers.get(signing.paper);
    if (signing.paper !== undefined) {
      drawn.add(signing.paper);
      if (!paper) {
        const near = nearest(signing.paper, [...papers.keys()]);
        tell(
          'error',
          'signing.paper',
          [...base, 'paper'],
          `没有文件 papers/${signing.paper}.yaml${near ? `，是否为“${near}”？` : ''}`,
          `there is no papers/${signing.paper}.yaml${near ? `; did you mean “${near}”?` : ''}`,
        );
      }
    }
    signing.parties.forEach((party, p) => {
      const at: Path = [...base, 'parties', p];
      for (const key of ['when', 'kind', 'holder', 'number'] as const) feel(party[key], [...at, key]);
      if (signing.parties.findIndex((other) => other.name === party.name) < p)
        tell(
          'error',
          'name.twice',
          [...at, 'name'],
          `签署方“${party.name}”重复`,
          `the party “${party.name}” is named twice`,
        );
      const elements = party.places.flatMap((place, n) => ('element' in place ? [[place.element, n] as const] : []));
      for (const [element, n] of elements) {
        if (!paper)
          tell(
            'error',
            'signing.place',
            [...at, 'places', n],
            '没有在线生成的文书，不能按版面元素定位',
            'without a paper of the item there is no layout element to sign at',
          );
        else if (!paper.sealPlaces.includes(element)) {
          const near = nearest(element, [...paper.sealPlaces]);
          tell(
            'error',
            'signing.place',
            [...at, 'places', n],
            `文书没有签章位置“${element}”${near ? `，是否为“${near}”？` : ''}`,
            `the paper has no seal place “${element}”${near ? `; did you mean “${near}”?` : ''}`,
          );
        }
      }
      if (elements.length === party.places.length)
        tell(
          'error',
          'signing.place',
          [...at, 'places'],
          '文书也可以上传，须再给出按关键字或按页码的位置',
          'the document may also be uploaded: add a place by keyword or by page',
        );
    });
  });
  for (const name of papers.keys())
    if (!drawn.has(name))
      tell(
        'warning',
        'paper.unused',
        ['papers', name, 'name'],
        `文书“${name}”没有被用到`,
        `the paper “${name}” is used nowhere`,
      );
}

/** `elements[3].columns[1].value` → path. */
function pathOf(path: string): Path {
  return path
    .split(/[.[\]]+/)
    .filter((p) => p !== '')
    .map((p) => (/^\d+$/.test(p) ? Number(p) : p));
}
