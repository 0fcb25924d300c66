import { analyse, type DecisionModel, FeelSyntaxError, type ValueType } from '@miaopi/decisions';
import { tryCompileForm } from '@miaopi/forms';
import type { Tell } from './check-item.ts';
import { compileOver, itemFunctions } from './compile-core.ts';
import type { Path } from './finding.ts';
import type { ItemPackage } from './model.ts';
import { commonNames, formNames, noticeNames, outsideNames } from './names.ts';

/** What the checks of links need from the checked rules. */
export interface CheckedRules {
  /** First names read anywhere in the package. */
  readonly reads: ReadonlySet<string>;
  readonly names: Readonly<Record<string, ValueType>>;
}

/** Every FEEL expression and decision table of the package. */
export function checkRules(pkg: ItemPackage, tell: Tell): CheckedRules {
  const { form, evidence, decision, licence } = pkg;
  const reads = new Set<string>();
  unique(pkg, tell);
  const outside = outsideNames(evidence);
  const tried = tryCompileForm(form, { extraNames: outside, functions: itemFunctions });
  if (!tried.ok) {
    for (const f of tried.findings) tell('error', `form.${f.code}`, formPath(pkg, f.path), f.message.zh, f.message.en);
  } else {
    for (const s of tried.form.sections) {
      for (const name of [...(s.show?.reads ?? []), ...s.outerValueReads, ...s.outerRuleReads]) reads.add(name);
      for (const f of s.fields) {
        for (const r of [f.show, f.compute, f.require, ...f.checks.map((c) => c.rule)]) {
          if (r && typeof r === 'object') for (const name of r.reads) reads.add(name);
        }
      }
    }
    for (const c of tried.form.crossChecks) for (const name of c.rule.reads) reads.add(name);
  }

  const inputs = { ...outside, ...formNames(form) };
  const model: DecisionModel = {
    name: pkg.slug,
    inputs,
    decisions: [
      ...decision.decisions,
      ...decision.conditions.map((c) => ({ name: c.id, type: 'boolean' as const, expression: c.when })),
      { name: '结论', table: decision.verdict },
    ],
  };
  const names: Record<string, ValueType> = { ...inputs };
  for (const d of model.decisions) if (d.name !== '结论') names[d.name] = d.type ?? 'Any';
  for (const f of analyse(model, { functions: itemFunctions })) {
    if (f.code === 'input.unread') continue;
    const path = decisionPath(pkg, f.decision, f.rule, f.column);
    const example = f.example && Object.keys(f.example).length > 0 ? { example: JSON.stringify(f.example) } : {};
    tell(
      f.severity,
      `feel.${f.code}`.replace('feel.table', 'table').replace('feel.rule', 'rule'),
      path,
      f.message.zh,
      f.message.en,
      example,
    );
  }

  const feel = (
    source: string | undefined,
    path: Path,
    over: Readonly<Record<string, ValueType>> = names,
    wants?: 'boolean' | 'date',
  ): void => {
    if (source === undefined) return;
    try {
      const compiled = compileOver(source, over);
      for (const [root] of compiled.reads) reads.add(root!);
      if (wants && compiled.type && compiled.type !== 'Any' && compiled.type !== wants) {
        tell(
          'error',
          'feel.type',
          path,
          `应得到${wants === 'date' ? '日期' : '是或否'}，表达式得到${JSON.stringify(compiled.type)}`,
          `must give a ${wants}, gives ${JSON.stringify(compiled.type)}`,
        );
      }
    } catch (error) {
      if (!(error instanceof FeelSyntaxError)) throw error;
      tell('error', error.name === 'FeelNameError' ? 'feel.name' : 'feel.syntax', path, error.text.zh, error.text.en);
    }
  };
  decision.conditions.forEach((c, i) => {
    feel(c.applies, ['decision', 'conditions', i, 'applies'], names, 'boolean');
    readsOf(c.when, names, reads);
  });
  for (const d of decision.decisions) {
    readsOf(d.expression, names, reads);
    for (const input of d.table?.inputs ?? []) readsOf(input.expression, names, reads);
  }
  evidence.forEach((e, i) => {
    feel(e.if, ['evidence', i, 'if'], names, 'boolean');
    for (const [key, source] of Object.entries(e.input)) feel(source, ['evidence', i, 'input', key]);
  });
  pkg.item.materials.forEach((m, i) => {
    feel(m.when, ['item', 'materials', i, 'when'], names, 'boolean');
  });
  pkg.item.mode?.situations?.forEach((s, i) => {
    feel(s.when, ['item', 'mode', 'situations', i, 'when'], names, 'boolean');
  });
  pkg.process.review?.forEach((step, i) => {
    feel(step.when, ['process', 'review', i, 'when'], names, 'boolean');
  });
  for (const key of ['means', 'name', 'mobile', 'address'] as const)
    feel(pkg.item.deliver?.[key], ['item', 'deliver', key]);
  pkg.item.vertical?.hands.forEach((hand, i) => {
    feel(hand.value, ['item', 'vertical', 'hands', i, 'value']);
  });
  if (pkg.item.fee.charged)
    pkg.item.fee.lines.forEach((line, i) => {
      feel(line.quantity, ['item', 'fee', 'lines', i, 'quantity']);
      line.reductions?.forEach((r, k) => {
        feel(r.when, ['item', 'fee', 'lines', i, 'reductions', k, 'when'], names, 'boolean');
      });
    });
  feel(pkg.process.renewal?.when, ['process', 'renewal', 'when'], names, 'boolean');
  feel(pkg.process.renewal?.until, ['process', 'renewal', 'until'], names, 'date');
  pkg.process.acceptance?.situations?.forEach((s, i) => {
    feel(s.when, ['process', 'acceptance', 'situations', i, 'when'], names, 'boolean');
  });
  licence.fields.forEach((f, i) => {
    feel(f.value, ['licence', 'fields', i, 'value']);
  });
  feel(licence.validFrom, ['licence', 'validFrom'], names, 'date');
  if (licence.validTo !== 'null') feel(licence.validTo, ['licence', 'validTo'], names, 'date');
  feel(licence.photo, ['licence', 'photo']);
  feel(licence.replaces, ['licence', 'replaces']);
  const forNotice = { ...names, ...noticeNames };
  for (const [key, notice] of Object.entries(pkg.notices)) {
    for (const part of ['title', 'body'] as const) {
      for (const lang of ['zh', 'en'] as const) {
        for (const [, source] of notice[part][lang].matchAll(/\{\{([\s\S]*?)\}\}/g)) {
          feel(source!.trim(), ['notices', key, part, lang], forNotice);
        }
      }
    }
  }
  return { reads, names };
}

function readsOf(source: string | undefined, names: Readonly<Record<string, ValueType>>, reads: Set<string>): void {
  if (source === undefined) return;
  try {
    for (const [root] of compileOver(source, names).reads) reads.add(root!);
  } catch {
    // Reported by the analysis of the model.
  }
}

/** Names live in one space: form, evidence, decisions, conditions, people. */
function unique(pkg: ItemPackage, tell: Tell): void {
  const seen = new Set([...Object.keys(commonNames), ...Object.keys(formNames(pkg.form))]);
  const add = (name: string, path: Path): void => {
    if (seen.has(name))
      tell('error', 'name.twice', path, `名称“${name}”已被使用`, `the name “${name}” is used already`);
    seen.add(name);
  };
  pkg.evidence.forEach((e, i) => {
    add(e.name, ['evidence', i, 'name']);
  });
  pkg.decision.decisions.forEach((d, i) => {
    add(d.name, ['decision', 'decisions', i, 'name']);
  });
  pkg.decision.conditions.forEach((c, i) => {
    add(c.id, ['decision', 'conditions', i, 'id']);
  });
}

/** `sections.居住信息.fields.租赁合同.show` → the path with indexes. */
function formPath(pkg: ItemPackage, path: string): Path {
  const out: (string | number)[] = ['form'];
  const [top, section, , field, ...rest] = path.split('.');
  if (top === 'sections' && section !== undefined) {
    const s = pkg.form.sections.findIndex((x) => x.name === section);
    out.push('sections', Math.max(0, s));
    if (path.split('.')[2] === 'fields' && field !== undefined) {
      const f = pkg.form.sections[s]?.fields.findIndex((x) => x.name === field) ?? -1;
      out.push('fields', Math.max(0, f), ...rest.map(step));
    } else out.push(...path.split('.').slice(2).map(step));
    return out;
  }
  return [...out, ...path.split('.').map(step)];
}

const step = (text: string): string | number => (/^\d+$/.test(text) ? Number(text) : text);

function decisionPath(pkg: ItemPackage, name: string, rule?: number, column?: number): Path {
  const { decisions, conditions } = pkg.decision;
  const c = conditions.findIndex((x) => x.id === name);
  if (c >= 0) return ['decision', 'conditions', c, 'when'];
  const d = decisions.findIndex((x) => x.name === name);
  const base: Path = name === '结论' ? ['decision', 'verdict'] : d >= 0 ? ['decision', 'decisions', d] : ['decision'];
  const table = name === '结论' ? pkg.decision.verdict : decisions[d]?.table;
  if (!table) return decisions[d]?.expression === undefined ? base : [...base, 'expression'];
  const inside: Path = name === '结论' ? base : [...base, 'table'];
  if (rule === undefined) {
    if (column !== undefined && column <= table.inputs.length) return [...inside, 'inputs', column - 1];
    return inside;
  }
  const at: Path = [...inside, 'rules', rule - 1];
  if (column === undefined) return at;
  return column <= table.inputs.length
    ? [...at, 'when', column - 1]
    : [...at, 'then', column - 1 - table.inputs.length];
}
