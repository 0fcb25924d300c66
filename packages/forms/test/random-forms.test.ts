import fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  cleanAnswers,
  compileForm,
  createFormSession,
  evaluateForm,
  type Field,
  type FormDefinition,
} from '../src/index.ts';
import { env, t } from './sample-form.ts';

/** Field i reads only fields with a smaller number, in whatever order they are written: no circles, every shape of dependency. */
interface Plan {
  readonly kind: 'plain' | 'computed' | 'shown' | 'required' | 'checked' | 'reads list' | 'reads evidence';
  readonly reads: number;
}
const plan: fc.Arbitrary<Plan> = fc.record({
  kind: fc.constantFrom('plain', 'computed', 'shown', 'required', 'checked', 'reads list', 'reads evidence'),
  reads: fc.nat(),
});

function fieldOf({ kind, reads }: Plan, i: number): Field {
  const base = { name: `字段${i}`, label: t(`字段${i}`), type: 'number' as const };
  const other = i === 0 ? '7' : `字段${reads % i}`;
  switch (kind) {
    case 'plain':
      return base;
    case 'computed':
      return { ...base, compute: `${other} + 1` };
    case 'shown':
      return { ...base, show: `${other} > 2` };
    case 'required':
      return { ...base, require: `${other} > 1`, checks: [{ when: `字段${i} < 4`, message: t('太大') }] };
    case 'checked':
      return { ...base, checks: [{ when: `字段${i} >= ${other}`, message: t('太小') }], show: `${other} != 4` };
    case 'reads list':
      return { ...base, compute: 'sum(成员.数) + count(成员[标 > 1])' };
    case 'reads evidence':
      return { ...base, show: '证据.数 > 1', max: 3 };
  }
}

const definition = fc
  .record({
    plans: fc.array(plan, { minLength: 1, maxLength: 12 }),
    order: fc.infiniteStream(fc.nat()),
    outer: fc.boolean(),
    hides: fc.boolean(),
  })
  .map(({ plans, order, outer, hides }): FormDefinition => {
    const fields = plans.map(fieldOf);
    // 字段0 may be read by the list, so it must not read the list itself.
    if (plans[0]!.kind === 'reads list') fields[0] = { ...fields[0]!, compute: '7' };
    const keyed = fields.map((field) => ({ field, key: order.next().value as number }));
    const shuffled = keyed.sort((a, b) => a.key - b.key).map((k) => k.field);
    return {
      sections: [
        { name: '主要', title: t('主要'), fields: shuffled },
        {
          name: '成员',
          title: t('成员'),
          repeat: { min: 0, max: 3, item: t('成员') },
          ...(hides && { show: '字段0 != 3' }),
          fields: [
            { name: '标', label: t('标'), type: 'number', compute: outer ? '数 + 字段0' : '数 * 2' },
            {
              name: '数',
              label: t('数'),
              type: 'number',
              require: '字段0 > 1',
              checks: [{ when: '数 < 4 or 字段0 > 2', message: t('错') }],
            },
            {
              name: '注',
              label: t('注'),
              type: 'text',
              show: '标 > 2',
              checks: [{ when: 'count(成员) < 3', message: t('多') }],
            },
          ],
        },
      ],
      checks: [
        { when: 'sum(成员.数) < 6', at: '成员', message: t('和太大') },
        { when: '字段0 < 3', at: shuffled.at(-1)!.name, message: t('零太大') },
      ],
    };
  });

type Step = readonly ['set' | 'add' | 'remove' | 'item' | 'evidence', number, unknown];
const step: fc.Arbitrary<Step> = fc.tuple(
  fc.constantFrom('set', 'set', 'set', 'item', 'item', 'add', 'remove', 'evidence'),
  fc.oneof(fc.constant(0), fc.nat(11)),
  fc.oneof(fc.integer({ min: 0, max: 5 }), fc.constantFrom(null, 'x', '2.50')),
);

it('F068 F069 F070: for any form and any changes, what is computed change by change equals what is computed whole', () => {
  fc.assert(
    fc.property(definition, fc.array(step, { maxLength: 20 }), (made, steps) => {
      const form = compileForm(made, { extraNames: { 证据: { context: { 数: 'number' } } } });
      let context: Record<string, unknown> = {};
      const session = createFormSession(form, { 字段0: 1, 成员: [{ 数: 1 }, { 数: 3 }] }, { env, context });
      for (const [kind, at, value] of steps) {
        const items = session.state().sections.get('成员')!.items;
        if (kind === 'set' && form.nodeOf.has(`字段${at}`)) session.set(`字段${at}`, value);
        if (kind === 'item' && items > 0) session.set(`成员.${at % items}.数`, value);
        if (kind === 'add') session.addItem('成员');
        if (kind === 'remove' && items > 0) session.removeItem('成员', at % items);
        if (kind === 'evidence') {
          context = { 证据: { 数: value } };
          session.setContext(context);
        }
        const fresh = evaluateForm(form, session.answers(), { env, context });
        expect(session.state()).toEqual(fresh);
        expect(cleanAnswers(form, session.state())).toEqual(cleanAnswers(form, fresh));
      }
    }),
    { numRuns: 250 },
  );
}, 30_000);
