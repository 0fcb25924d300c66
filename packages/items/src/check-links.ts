import { compileTemplate, templateReads } from '@miaopi/layout';
import type { Tell } from './check-item.ts';
import type { CheckedRules } from './check-rules.ts';
import { itemFunctions } from './compile-core.ts';
import type { Path } from './finding.ts';
import type { ItemPackage } from './model.ts';
import { paperNames } from './names.ts';
import { nearest } from './shape.ts';

/** What one part of the package says of another: materials, prefill, licence and paper, evidence nobody reads, notices. */
export function checkLinks(pkg: ItemPackage, tell: Tell, rules: CheckedRules): void {
  const { form, evidence, item, decision } = pkg;
  const fields = new Map(form.sections.flatMap((s) => (s.repeat ? [] : s.fields.map((f) => [f.name, f] as const))));
  const byName = new Map(evidence.map((e) => [e.name, e]));
  const did = (name: string, known: Iterable<string>): { zh: string; en: string } => {
    const near = nearest(name, [...known]);
    return near ? { zh: `，是否为“${near}”？`, en: `; did you mean “${near}”?` } : { zh: '', en: '' };
  };

  const used = new Set(rules.reads);
  item.materials.forEach((m, i) => {
    m.proves?.forEach((name, k) => {
      if (fields.has(name)) return;
      const hint = did(name, fields.keys());
      tell(
        'error',
        'material.proves',
        ['item', 'materials', i, 'proves', k],
        `表单中没有字段“${name}”${hint.zh}`,
        `the form has no field “${name}”${hint.en}`,
      );
    });
    const path: Path = ['item', 'materials', i, 'by'];
    if ('field' in m.by) {
      const field = fields.get(m.by.field);
      if (!field) {
        const hint = did(m.by.field, fields.keys());
        tell(
          'error',
          'material.field',
          path,
          `表单中没有字段“${m.by.field}”${hint.zh}`,
          `the form has no field “${m.by.field}”${hint.en}`,
        );
      } else if (field.type !== 'file' && field.type !== 'photo') {
        tell(
          'error',
          'material.field',
          path,
          `字段“${m.by.field}”不能上传文件`,
          `the field “${m.by.field}” takes no file`,
        );
      }
      return;
    }
    if ('form' in m.by) return;
    const name = 'evidence' in m.by ? m.by.evidence : m.by.licence;
    const e = byName.get(name);
    used.add(name);
    if (!e) {
      const hint = did(name, byName.keys());
      tell(
        'error',
        'material.evidence',
        path,
        `没有名为“${name}”的核验${hint.zh}`,
        `there is no evidence “${name}”${hint.en}`,
      );
    } else if ('licence' in m.by !== 'licence' in e.from) {
      tell(
        'error',
        'material.evidence',
        path,
        `“${name}”${'licence' in e.from ? '来自证照库，应写 licence' : '来自外部系统，应写 evidence'}`,
        `“${name}” comes from ${'licence' in e.from ? 'the licence library: write licence' : 'an outside system: write evidence'}`,
      );
    }
  });

  form.sections.forEach((section, s) => {
    const base: Path = ['form', 'sections', s];
    const look = (source: string, path: Path): void => {
      const [kind, name = '', key] = source.split('.');
      if (kind !== 'evidence' && kind !== 'licence') return;
      const e = byName.get(name);
      used.add(name);
      if (!e || 'licence' in e.from !== (kind === 'licence')) {
        const hint = did(name, byName.keys());
        tell(
          'error',
          'prefill.source',
          path,
          `没有名为“${name}”的${kind === 'licence' ? '证照' : '核验'}${hint.zh}`,
          `there is no ${kind} “${name}”${hint.en}`,
        );
      } else if (key !== undefined && !Object.hasOwn(e.fields, key)) {
        const hint = did(key, Object.keys(e.fields));
        tell('error', 'prefill.field', path, `“${name}”没有“${key}”${hint.zh}`, `“${name}” has no “${key}”${hint.en}`);
      }
    };
    section.prefill?.forEach((source, i) => {
      look(source, [...base, 'prefill', i]);
    });
    section.fields.forEach((field, f) => {
      field.prefill?.forEach((source, i) => {
        look(source, [...base, 'fields', f, 'prefill', i]);
      });
    });
  });
  evidence.forEach((e, i) => {
    if (!used.has(e.name))
      tell(
        'warning',
        'evidence.unread',
        ['evidence', i, 'name'],
        `核验“${e.name}”没有被用到，不应查询`,
        `the evidence “${e.name}” is read nowhere: it must not be asked for`,
      );
  });

  const own = decision.verdict.inputs.map((input) => input.expression.trim());
  decision.conditions.forEach((c, i) => {
    if (!own.some((source) => source.includes(c.id))) {
      tell(
        'error',
        'condition.unread',
        ['decision', 'conditions', i, 'id'],
        `结论没有用到条件“${c.id}”`,
        `the verdict does not read the condition “${c.id}”`,
      );
    }
  });
  const [output, ...others] = decision.verdict.outputs;
  if (output?.name !== '结论' || others.length > 0) {
    tell(
      'error',
      'verdict.output',
      ['decision', 'verdict', 'outputs'],
      '结论表只能有一个输出“结论”',
      'the verdict has one output, 结论',
    );
  }
  decision.verdict.rules.forEach((rule, i) => {
    rule.then.forEach((out, k) => {
      if (!['"准予"', '"人工"'].includes(out.trim())) {
        tell(
          'error',
          'verdict.value',
          ['decision', 'verdict', 'rules', i, 'then', k],
          '系统只能“准予”或者转“人工”，不能拒绝',
          'the machine grants (准予) or passes to a person (人工); it never refuses',
        );
      }
    });
  });

  checkPaper(pkg, tell);
  const { refused } = pkg.notices;
  if (
    refused &&
    (!refused.body.zh.includes(item.appeal.review.zh) || !refused.body.zh.includes(item.appeal.court.zh))
  ) {
    tell(
      'error',
      'notice.appeal',
      ['notices', 'refused', 'body', 'zh'],
      '不予通知须写明复议机关和管辖法院',
      'a refusal must name the bodies of review and of appeal',
    );
  }
  for (const [key, needs] of Object.entries({
    submitted: '办件编号',
    // a vertical system tells its own number with the result
    granted: pkg.item.vertical ? '办件编号' : '证照',
    refused: '理由',
    toPerson: '理由',
  })) {
    for (const lang of ['zh', 'en'] as const) {
      const own = pkg.notices[key as 'submitted'];
      if (own && !own.body[lang].includes(needs)) {
        tell(
          'warning',
          'notice.incomplete',
          ['notices', key, 'body', lang],
          `通知没有写“${needs}”`,
          `the notice does not give ${needs}`,
        );
      }
    }
  }
}

function checkPaper(pkg: ItemPackage, tell: Tell): void {
  const { licence } = pkg;
  const names = { ...paperNames };
  licence.fields.forEach((f, i) => {
    if (Object.hasOwn(names, f.name))
      tell(
        'error',
        'name.twice',
        ['licence', 'fields', i, 'name'],
        `名称“${f.name}”已被使用`,
        `the name “${f.name}” is used already`,
      );
    names[f.name] = f.type ?? 'Any';
    if (licence.fields.findIndex((g) => g.key === f.key) < i)
      tell(
        'error',
        'licence.key',
        ['licence', 'fields', i, 'key'],
        `键“${f.key}”重复`,
        `the key ${f.key} is used twice`,
      );
  });
  const compiled = compileTemplate(pkg.paper, { names, functions: itemFunctions });
  for (const f of compiled.findings)
    tell(f.severity, `paper.${f.code}`, ['paper', ...pathOf(f.path)], f.text.zh, f.text.en);
  const reads = templateReads(compiled);
  licence.fields.forEach((f, i) => {
    if (!reads.names.includes(f.name)) {
      tell(
        'warning',
        'paper.missing-field',
        ['licence', 'fields', i, 'name'],
        `样式没有印出“${f.name}”`,
        `the paper never shows “${f.name}”`,
      );
    }
  });
  if (!reads.sealPlaces.includes(licence.seal.place)) {
    tell(
      'error',
      'paper.seal',
      ['licence', 'seal', 'place'],
      `样式没有印章位置“${licence.seal.place}”`,
      `the paper has no seal place “${licence.seal.place}”`,
    );
  }
  const known = new Set([
    ...licence.fields.map((f) => f.key),
    'ZZMC',
    'ZZLXDM',
    'ZZBH',
    'ZZBS',
    'ZZBFJG',
    'ZZBFJGDM',
    'ZZBFRQ',
    'CZZT',
    'CZZTDM',
    'CZZTDMLX',
    'CZZTDMLXDM',
    'ZZYXQQSRQ',
    'ZZYXQJZRQ',
  ]);
  for (const key of reads.dataKeys) {
    if (!known.has(key))
      tell(
        'error',
        'paper.data',
        ['paper', 'elements'],
        `样式引用的元数据“${key}”没有人填`,
        `nobody fills the metadata “${key}” of the paper`,
      );
  }
  if (reads.images.includes('照片') && licence.photo === undefined) {
    tell(
      'error',
      'paper.photo',
      ['paper', 'elements'],
      '样式有照片，证照没有照片来源',
      'the paper shows a photo, the licence has none',
    );
  }
  if (!reads.images.includes('照片') && licence.photo !== undefined) {
    tell(
      'warning',
      'paper.missing-photo',
      ['licence', 'photo'],
      '样式没有印出照片',
      'the paper does not show the photo',
    );
  }
}

/** `elements[3].columns[1].value` → path. */
function pathOf(path: string): Path {
  return path
    .split(/[.[\]]+/)
    .filter((p) => p !== '')
    .map((p) => (/^\d+$/.test(p) ? Number(p) : p));
}
