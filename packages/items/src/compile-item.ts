import type { Expression, Json, ValueType } from '@miaopi/decisions';
import { sm3Hex } from '@miaopi/gm';
import { type CompiledTemplate, compileTemplate } from '@miaopi/layout';
import {
  type CompiledCore,
  canonicalJson,
  compileCore,
  compileOver,
  compileWording,
  type ItemCore,
  itemFunctions,
} from './compile-core.ts';
import { inEnglish } from './labels.ts';
import type { FeeItem, ItemDecision, ItemPackage, LicenceType, ReviewStep } from './model.ts';
import { noticeNames, paperNames } from './names.ts';

export interface CompiledLicence {
  readonly fields: readonly { readonly field: LicenceType['fields'][number]; readonly value: Expression }[];
  readonly validFrom: Expression;
  readonly validTo: Expression;
  readonly photo?: Expression;
  readonly replaces?: Expression;
}

export interface CompiledItem extends CompiledCore {
  readonly package: ItemPackage;
  readonly licence: CompiledLicence;
  readonly paper: CompiledTemplate;
  /** By name; read the form's names, evidence, decisions. */
  readonly papers: Readonly<Record<string, CompiledTemplate>>;
  /** When each step of `process.review` is gone through. */
  readonly review: readonly { readonly step: ReviewStep; readonly when?: Expression }[];
  readonly notices: Readonly<Record<string, { readonly zh: CompiledNotice; readonly en: CompiledNotice }>>;
  /** When each situation of process.yaml's `acceptance` holds. */
  readonly acceptance: readonly Expression[];
  readonly renewal?: Readonly<Record<'when' | 'until', Expression>>;
  readonly fee: readonly CompiledFeeItem[];
  /** What the vertical system is told, in the order of item.yaml. */
  readonly hands: readonly Expression[];
  /** A value that conditions read, in English where the item has words for it; path as in `DossierRead`. */
  readonly inEnglish: (path: string, value: Json) => Json;
  readonly deliver?: Readonly<Record<'means' | 'name' | 'mobile' | 'address', Expression>>;
}

export interface CompiledFeeItem {
  readonly fee: FeeItem;
  readonly quantity?: Expression;
  /** In the order of its reductions. */
  readonly reductions: readonly Expression[];
}

export interface CompiledNotice {
  readonly title: readonly (string | Expression)[];
  readonly body: readonly (string | Expression)[];
}

/** Compiles a whole package once, for the server. Throws what the compilers throw; a package that passed `checkItem` compiles. */
export function compileItem(pkg: ItemPackage): CompiledItem {
  const part = coreOf(pkg);
  const core = compileCore(part, digestOf(part));
  const { licence } = pkg;
  const forNotice = { ...core.names, ...noticeNames };
  return {
    ...core,
    package: pkg,
    inEnglish: (path, value) => inEnglish(core, path.split('.'), value),
    ...(pkg.item.deliver
      ? {
          deliver: {
            means: compileOver(pkg.item.deliver.means, core.names),
            name: compileOver(pkg.item.deliver.name, core.names),
            mobile: compileOver(pkg.item.deliver.mobile, core.names),
            address: compileOver(pkg.item.deliver.address, core.names),
          },
        }
      : {}),
    hands: (pkg.item.vertical?.hands ?? []).map((hand) => compileOver(hand.value, core.names)),
    fee: (pkg.item.fee.charged ? pkg.item.fee.lines : []).map((fee) => ({
      fee,
      ...(fee.quantity === undefined ? {} : { quantity: compileOver(fee.quantity, core.names) }),
      reductions: (fee.reductions ?? []).map((r) => compileOver(r.when, core.names)),
    })),
    licence: {
      fields: licence.fields.map((field) => ({ field, value: compileOver(field.value, core.names, 'standard') })),
      validFrom: compileOver(licence.validFrom, core.names, 'standard'),
      validTo: compileOver(licence.validTo, core.names, 'standard'),
      ...(licence.photo === undefined ? {} : { photo: compileOver(licence.photo, core.names, 'standard') }),
      ...(licence.replaces === undefined ? {} : { replaces: compileOver(licence.replaces, core.names, 'standard') }),
    },
    paper: compilePaper(pkg),
    papers: Object.fromEntries(
      Object.entries(pkg.papers).map(([name, paper]) => [
        name,
        compileTemplate(paper, { names: core.names, functions: itemFunctions }),
      ]),
    ),
    review: (pkg.process.review ?? []).map((step) => ({
      step,
      ...(step.when === undefined ? {} : { when: compileOver(step.when, core.names) }),
    })),
    ...(pkg.process.renewal
      ? {
          renewal: {
            when: compileOver(pkg.process.renewal.when, core.names),
            until: compileOver(pkg.process.renewal.until, core.names),
          },
        }
      : {}),
    acceptance: (pkg.process.acceptance?.situations ?? []).map((s) => compileOver(s.when, core.names)),
    notices: Object.fromEntries(
      Object.entries(pkg.notices).map(([key, notice]) => [
        key,
        {
          zh: { title: compileWording(notice.title.zh, forNotice), body: compileWording(notice.body.zh, forNotice) },
          en: { title: compileWording(notice.title.en, forNotice), body: compileWording(notice.body.en, forNotice) },
        },
      ]),
    ),
  };
}

/** The licence's paper alone, for who only draws. */
export function compilePaper({ paper, licence }: Pick<ItemPackage, 'paper' | 'licence'>): CompiledTemplate {
  const names: Record<string, ValueType> = { ...paperNames };
  for (const field of licence.fields) names[field.name] = field.type ?? 'Any';
  return compileTemplate(paper, { names, functions: itemFunctions });
}

/** The judging part of a package. */
export function coreOf(pkg: ItemPackage): ItemCore {
  return {
    slug: pkg.slug,
    version: pkg.item.version,
    name: pkg.item.name,
    materials: pkg.item.materials,
    ...(pkg.item.mode ? { mode: pkg.item.mode } : {}),
    ...(pkg.item.deliver ? { deliver: { paidBy: pkg.item.deliver.paidBy } } : {}),
    form: pkg.form,
    evidence: pkg.evidence,
    decision: pkg.decision as ItemDecision,
  };
}

function digestOf(core: ItemCore): string {
  const { slug, version, form, evidence, decision } = core;
  return sm3Hex(new TextEncoder().encode(canonicalJson({ slug, version, form, evidence, decision })));
}
