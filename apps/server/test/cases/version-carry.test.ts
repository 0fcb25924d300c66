import { join } from 'node:path';
import type { FormDefinition } from '@miaopi/forms';
import {
  type CaseInput,
  type CompiledItem,
  compileItem,
  goldenInput,
  type ItemPackage,
  reviewRoute,
  scopeOf,
} from '@miaopi/items';
import { readItemFolder } from '@miaopi/items/node';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { root } from '../../src/kernel/root.ts';
import { answerGaps, carryAnswers } from '../../src/modules/cases/domain/carry-answers.ts';
import type { Due } from '../../src/modules/cases/domain/case-clock.ts';
import { whyLimitStays } from '../../src/modules/cases/domain/kept-limit.ts';
import { landingOf } from '../../src/modules/cases/domain/landing.ts';
import type { TaskFacts } from '../../src/modules/cases/domain/tasks.ts';
import { versionHindrances } from '../../src/modules/cases/domain/version-hindrances.ts';

const slugs = ['ride-hailing-driver', 'food-business', 'public-housing', 'residence-registration', 'lease-filing'];
const packages = new Map<string, ItemPackage>();
const items = new Map<string, CompiledItem>();
beforeAll(async () => {
  for (const slug of slugs) {
    const read = await readItemFolder(join(root, 'items', slug));
    packages.set(slug, read.package!);
    items.set(slug, compileItem(read.package!));
  }
});

const nobody = {
  account: { values: {}, from: { zh: '账号', en: 'Account' }, at: '2026-11-22T02:00:00Z' },
  evidence: {},
};
/** As it is filed: what the form computes, and nothing it hides. */
const filedOf = (item: CompiledItem, n: number): CaseInput => {
  const input = goldenInput(item.package.golden[n % item.package.golden.length]!);
  return { ...input, answers: scopeOf(item, input).answers };
};
const self = {
  source: 'self' as const,
  from: { zh: '申请人填写', en: 'Entered' },
  at: '2026-11-22T02:00:00Z',
  locked: false,
};
const provenanceOf = (item: CompiledItem, input: CaseInput) =>
  Object.fromEntries(
    [...scopeOf(item, input).form.fields].flatMap(([path, f]) => (f.visible && f.clean !== null ? [[path, self]] : [])),
  );
const withForm = (slug: string, change: (form: FormDefinition) => FormDefinition): CompiledItem => {
  const pkg = packages.get(slug)!;
  return compileItem({ ...pkg, form: change(pkg.form), item: { ...pkg.item, version: pkg.item.version + 1 } });
};

describe('X03: answers on their way to another version of an item', () => {
  it('to the same content nothing changes, whatever was filed of whichever item', () => {
    fc.assert(
      fc.property(fc.constantFrom(...slugs), fc.nat(60), (slug, n) => {
        const item = items.get(slug)!;
        const input = filedOf(item, n);
        const provenance = provenanceOf(item, input);
        const carried = carryAnswers(item, item, { input, provenance, sources: nobody });
        expect(carried.input.answers).toEqual(input.answers);
        expect(carried).toMatchObject({ provenance, changes: [], fallen: [], filled: [], changed: [] });
        expect(carried.stays.length).toBe(Object.keys(input.answers).length);
      }),
      { numRuns: 60 },
    );
  });

  it('an answer whose field is still there is never lost, under another name neither; what is gone is told with its value', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('food-business', 'public-housing', 'lease-filing'),
        fc.nat(60),
        fc.array(fc.nat(40), { maxLength: 6 }),
        fc.array(fc.nat(40), { maxLength: 3 }),
        (slug, n, gone, renamed) => {
          const before = items.get(slug)!;
          const input = filedOf(before, n);
          // fields no expression reads may go or be called otherwise without another change to the package
          const text = JSON.stringify([
            before.package.form.checks,
            before.package.decision,
            before.package.evidence,
            before.package.form.sections.flatMap((s) =>
              s.fields.map((f) => [f.show, f.require, f.compute, f.checks, s.show, s.receiver]),
            ),
          ]);
          const free = before.package.form.sections
            .filter((s) => !s.repeat)
            .flatMap((s) => s.fields)
            .filter((f) => !f.compute && !text.includes(f.name))
            .map((f) => f.name);
          const out = new Set(gone.flatMap((i) => free[i % Math.max(1, free.length)] ?? []));
          const anew = new Map(
            renamed.flatMap((i) => {
              const f = free[i % Math.max(1, free.length)];
              return f && !out.has(f) ? [[f, `${f}新`] as const] : [];
            }),
          );
          let after: CompiledItem;
          try {
            after = withForm(slug, (form) => ({
              ...form,
              sections: form.sections.map((s) =>
                s.repeat
                  ? s
                  : {
                      ...s,
                      fields: s.fields
                        .filter((f) => !out.has(f.name))
                        .map((f) => (anew.has(f.name) ? { ...f, name: anew.get(f.name)! } : f)),
                    },
              ),
            }));
          } catch {
            // read by the licence or a paper: no lawful package
            return;
          }
          const carried = carryAnswers(before, after, {
            input,
            provenance: provenanceOf(before, input),
            sources: nobody,
          });
          for (const [name, value] of Object.entries(input.answers)) {
            const now = anew.get(name) ?? name;
            if (out.has(name)) expect(carried.fallen.find((d) => d.path === name)?.value as unknown).toEqual(value);
            else expect(carried.input.answers[now], `${slug} ${name}`).toEqual(value);
          }
        },
      ),
      { numRuns: 60 },
    );
  });

  it('what only the new form asks is filled by register and account, the rest is told as missing, place by place', () => {
    const before = items.get('ride-hailing-driver')!;
    const input = filedOf(before, 0);
    const after = withForm('ride-hailing-driver', (form) => ({
      ...form,
      sections: form.sections.map((s, i) =>
        i === 0
          ? {
              ...s,
              fields: [
                ...s.fields,
                {
                  name: '登记电话',
                  label: { zh: '登记电话', en: 'Telephone' },
                  type: 'text',
                  prefill: ['account.手机号码'],
                  edit: 'never',
                },
                {
                  name: '紧急联系人',
                  label: { zh: '紧急联系人', en: 'Emergency contact' },
                  type: 'text',
                  require: true,
                },
              ],
            }
          : s,
      ),
    }));
    const account = { ...nobody.account, values: { 手机号码: '13900000000' } };
    const carried = carryAnswers(before, after, {
      input,
      provenance: provenanceOf(before, input),
      sources: { ...nobody, account },
    });
    expect(carried.filled).toEqual(['登记电话']);
    expect(carried.provenance.登记电话).toMatchObject({ source: 'account', locked: true });
    expect(answerGaps(after, carried.input).map((g) => g.field)).toEqual(['紧急联系人']);
  });
});

describe('X03: where a case stands on another way through people', () => {
  const task = (step: string, state: 'open' | 'done', result: string | null = null) =>
    ({
      line: 'main',
      state,
      step,
      office: 'o',
      role: 'approver',
      assignee: null,
      position: 1,
      decides: false,
      result,
    }) as TaskFacts & { result: string | null };
  const way = (...ids: string[]) => {
    const one = reviewRoute(items.get('ride-hailing-driver')!, filedOf(items.get('ride-hailing-driver')!, 0)).steps[0]!;
    return { steps: ids.map((id, i) => ({ ...one, id, decides: i === ids.length - 1 })) };
  };

  it('at the same step by its id; where that is gone, one it has passed or the next; never past a step it has not gone through', () => {
    const at = [task('a', 'done', 'agree'), task('b', 'open')];
    expect(landingOf(way('a', 'b', 'c'), at).to?.id).toBe('b');
    expect(landingOf(way('x', 'a', 'b'), at)).toMatchObject({ at: 'b', to: undefined, choices: [{ id: 'x' }] });
    expect(landingOf(way('a', 'c', 'd'), at)).toMatchObject({ to: undefined, choices: [{ id: 'a' }, { id: 'c' }] });
    expect(landingOf(way('b', 'c'), at).to?.id).toBe('b');
  });

  it('the limit the applicant was told is never longer afterwards, and a shorter one binds only while it lies ahead', () => {
    const due = (day?: string): Due => ({ day, derivation: [] });
    expect(whyLimitStays(due('2026-12-10'), due('2026-12-20'), '2026-12-01')?.en).toContain('more time');
    expect(whyLimitStays(due('2026-12-10'), due('2026-12-05'), '2026-12-01')).toBeUndefined();
    expect(whyLimitStays(due('2026-12-10'), due('2026-12-05'), '2026-12-06')?.en).toContain('has passed');
    expect(whyLimitStays(due('2026-12-10'), due(), '2026-12-01')).toBeDefined();
    expect(whyLimitStays(due('2026-12-10'), due('2026-12-10'), '2026-12-20')).toBeUndefined();
  });

  it('a joint approval that one office has answered, and a department outside that was asked, keep the case with its version', () => {
    const item = items.get('food-business')!;
    const openedAt = new Date('2026-11-22T02:00:00Z');
    const office = item.package.item.office.uscc;
    const facts = (tasks: object[]) =>
      versionHindrances(
        { state: 'review', office, applicantKind: 'firm', reopened: null, tasks: tasks as never },
        item,
      );
    const open = { ...task('joint', 'open'), outside: false, openedAt };
    expect(facts([open])).toEqual([]);
    expect(facts([{ ...open, state: 'done', result: 'agree' }, open])[0]?.en).toContain('one office has answered');
    expect(facts([{ ...open, state: 'done', result: 'agree', openedAt: new Date(0) }, open])).toEqual([]);
    expect(facts([{ ...open, outside: true }])[0]?.en).toContain('department outside');
  });
});
