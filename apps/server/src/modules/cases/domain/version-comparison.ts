import type { VersionPreview } from '@miaopi/contracts';
import {
  type CaseInput,
  type CompiledItem,
  canonicalJson,
  type Dossier,
  materialsNeeded,
  type RouteStep,
  reviewRoute,
} from '@miaopi/items';
import type { Text } from '../../../kernel/text.ts';

/** A file under one version of its item. */
export interface Versioned {
  readonly item: CompiledItem;
  readonly input: CaseInput;
}

/** Materials newly wanted, no longer wanted, and those that come another way. */
export function materialChanges(before: Versioned, after: Versioned): VersionPreview['materials'] {
  const was = wanted(before);
  const is = wanted(after);
  const out: VersionPreview['materials'] = [];
  for (const [key, need] of is) {
    const toUpload = need.status === 'to-upload';
    const old = was.get(key);
    if (!old) out.push({ name: need.material.name, change: 'wanted', toUpload });
    else if (
      canonicalJson(old.material.by) !== canonicalJson(need.material.by) ||
      (toUpload && old.status !== 'to-upload')
    )
      out.push({ name: need.material.name, change: 'otherwise', toUpload });
  }
  for (const [key, { material }] of was)
    if (!is.has(key)) out.push({ name: material.name, change: 'not-wanted', toUpload: false });
  return out;
}

function wanted({ item, input }: Versioned) {
  const needs = materialsNeeded(item, input).filter((m) => m.status !== 'not-needed');
  return new Map(needs.map((m) => [m.material.name.zh, m]));
}

/** Every condition of either version with both verdicts, those of the new version first; with its former words where it is worded otherwise now. */
export function conditionChanges(before: Dossier, after: Dossier): VersionPreview['conditions'] {
  const was = new Map(before.conditions.map((c) => [c.id, c]));
  const is = new Map(after.conditions.map((c) => [c.id, c]));
  return [
    ...after.conditions.map((c) => {
      const old = was.get(c.id);
      return {
        id: c.id,
        text: c.text,
        ...(old && canonicalJson(old.text) !== canonicalJson(c.text) ? { was: old.text } : {}),
        ...(old ? { before: old.verdict } : {}),
        after: c.verdict,
        changed: old?.verdict !== c.verdict,
      };
    }),
    ...before.conditions
      .filter((c) => !is.has(c.id))
      .map((c) => ({ id: c.id, text: c.text, before: c.verdict, changed: true })),
  ];
}

/** Steps of the way through people that came, went, or are done otherwise. */
export function stepChanges(
  before: Versioned,
  after: Versioned,
): Pick<VersionPreview['steps'], 'added' | 'removed' | 'changed'> {
  const was = new Map(reviewRoute(before.item, before.input).steps.map((s) => [s.id, s]));
  const is = new Map(reviewRoute(after.item, after.input).steps.map((s) => [s.id, s]));
  const brief = ({ id, name }: RouteStep) => ({ id, name });
  return {
    added: [...is.values()].filter((s) => !was.has(s.id)).map(brief),
    removed: [...was.values()].filter((s) => !is.has(s.id)).map(brief),
    changed: [...is.values()]
      .filter((s) => was.has(s.id) && canonicalJson(was.get(s.id)) !== canonicalJson(s))
      .map(brief),
  };
}

/** What is drawn or written from now on by other templates. */
export function templateChanges(before: CompiledItem, after: CompiledItem): Text[] {
  const [old, now] = [before.package, after.package];
  const out: Text[] = [];
  const differ = (a: unknown, b: unknown, zh: string, en: string): void => {
    if (canonicalJson(a ?? null) !== canonicalJson(b ?? null)) out.push({ zh, en });
  };
  differ(old.licence, now.licence, '证照的内容和有效期', 'Contents and validity of the licence');
  differ(old.paper, now.paper, '证照的版面', 'Layout of the licence');
  for (const name of new Set([...Object.keys(old.papers), ...Object.keys(now.papers)]))
    differ(old.papers[name], now.papers[name], `文书“${name}”`, `Paper “${name}”`);
  differ(old.notices, now.notices, '通知的措辞', 'Wording of the notices');
  differ(old.process.acceptance, now.process.acceptance, '由谁受理', 'Who accepts');
  differ(old.item.mode, now.item.mode, '办理模式（原件怎样核对）', 'Mode of handling (how originals are shown)');
  return out;
}
