import type { Text } from '@miaopi/forms';
import type { ItemPackage, ItemProcess, ReviewStep } from '../model.ts';
import { type Flow, type FlowNode, type FlowSide, stepNode } from './flow.ts';

type Planned = Pick<ItemPackage, 'process' | 'item'>;

const t = (zh: string, en: string): Text => ({ zh, en });
const node = (id: string, by: FlowNode['by'], name: Text, more: Partial<FlowNode> = {}): FlowNode => ({
  id,
  by,
  name,
  state: 'plan',
  mode: 'one',
  parts: [],
  sides: [],
  ...more,
});
const side = (kind: FlowSide['kind'], name: Text, note?: Text): FlowSide => ({
  kind,
  name,
  state: 'plan',
  ...(note ? { note } : {}),
});

/** The review step of an item that defines none: its own office, once. */
export const onlyStep: Pick<ReviewStep, 'id' | 'name'> = { id: 'review', name: t('审核', 'Review') };

/** 转报: the step of the office above, behind the last of the item. */
export const upperStepId = 'forwarded';

/**
 * The process of an item as it is defined: who accepts, its review steps with their offices, when one is left out, where the machine grants by itself, and
 * where a case may turn back. From the package alone; the same package gives the same flow.
 */
export function plannedFlow(pkg: Planned): Flow {
  const apply = node('apply', 'applicant', t('提交申请', 'Application'));
  if (pkg.item.vertical) return { nodes: [apply, ...verticalNodes(pkg)] };
  const { fee } = pkg.item;
  const due = fee.charged ? fee.due : undefined;
  const pay = node('pay', 'applicant', t('缴费', 'Payment'));
  const before: FlowNode[] = [
    node('check', 'machine', t('核验、判断', 'Checks and judgement')),
    ...acceptance(pkg),
    ...(due === 'decision' ? [pay] : []),
  ];
  const after: FlowNode[] = [
    ...(due === 'licence' ? [pay] : []),
    node('make', 'machine', t('制证、签章', 'Made and sealed')),
    node('deliver', 'machine', t('送达、办结', 'Delivered, closed')),
  ];
  // an official looks at what the machine does not grant; then it grants before the acceptance
  const from = before.some((n) => n.id === 'intake') && due !== 'decision' ? 'check' : before.at(-1)?.id;
  return {
    nodes: [apply, ...before, ...review(pkg), ...after],
    shortcut: { from: from ?? 'check', to: after[0]?.id ?? 'make', state: 'plan' },
  };
}

function acceptance({ item, process }: Planned): FlowNode[] {
  const { acceptance: rule } = process;
  const bySituation = rule?.situations?.find((s) => s.by === 'official')?.text;
  const preCheck = item.mode?.by === 'pre-check' || item.mode?.situations?.some((s) => s.by === 'pre-check');
  const always = rule?.by === 'official' || item.mode?.by === 'pre-check';
  const machine = node('accept', 'machine', t('受理', 'Acceptance'));
  if (!always && !bySituation && !preCheck) return [machine];
  const when = always ? undefined : (bySituation ?? t('需要先核对原件的', 'Where originals have to be shown first'));
  const intake = node('intake', 'official', t('收件审查、受理', 'Looked at and accepted'), {
    parts: [{ name: item.office.name, state: 'plan' }],
    ...(when ? { when } : {}),
    sides: [
      side(
        'loop',
        t('补正', 'Correction'),
        t('一次性告知，补正后重新核验', 'told once and complete; then checked anew'),
      ),
      ...(preCheck ? [side('loop', t('核对原件', 'Originals shown'))] : []),
      side('end', t('不予受理', 'Not accepted'), t('书面说明理由', 'in writing, with reasons')),
    ],
  });
  return always ? [intake] : [intake, machine];
}

function review({ item, process }: Planned): FlowNode[] {
  const own = { name: item.office.name, state: 'plan' as const };
  const steps: readonly ReviewStep[] = process.review?.length ? process.review : [onlyStep];
  const nodes = steps.map((step, i): FlowNode => {
    const last = i === steps.length - 1;
    return node(stepNode(step.id), 'official', step.name, {
      step: step.id,
      mode: step.mode ?? 'one',
      parts: step.offices?.map((o) => ({
        name: o.name,
        state: 'plan' as const,
        ...(o.days === undefined ? {} : { days: o.days }),
        ...(o.outside ? { outside: true } : {}),
      })) ?? [own],
      ...(step.days === undefined ? {} : { days: step.days }),
      ...(last ? { decides: true } : {}),
      ...(step.when === undefined
        ? {}
        : { unless: step.whenNot ?? t('按规则不需要的', 'Where the rules do not need it') }),
      sides: [
        ...(i === 0
          ? [
              side(
                'loop',
                t('特别程序', 'Special procedure'),
                t('现场核查、听证等，期间不计入期限', 'a check on the spot, a hearing …; the limit stands still'),
              ),
            ]
          : []),
        ...(last && steps.length > 1 ? [side('loop', t('退回前面的环节', 'Back to an earlier step'))] : []),
        ...(last && !process.forward ? [refusal] : []),
      ],
    });
  });
  return [...nodes, ...forwarded(process)];
}

const refusal = side(
  'end',
  t('不予', 'Refused'),
  t('只由工作人员作出，写明理由和救济途径', 'by an official only, with reasons and remedies'),
);

function forwarded({ forward }: ItemProcess): FlowNode[] {
  if (!forward) return [];
  return [
    node(stepNode(upperStepId), 'official', t('上级审定', 'Decision of the office above'), {
      parts: [{ name: forward.name, state: 'plan' }],
      ...(forward.days === undefined ? {} : { days: forward.days }),
      decides: true,
      step: upperStepId,
      when: t('转报上级的', 'Where it is sent up'),
      sides: [refusal],
    }),
  ];
}

/** 跳转办理: the steps as the item names them, done in the other system. */
const stepIds: Readonly<Record<string, string>> = { 受理: 'accept', 审批: 'decide', 办结: 'close', 送达: 'deliver' };
const stepNames: Readonly<Record<string, Text>> = {
  受理: t('受理', 'Acceptance'),
  审核: t('审核', 'Review'),
  审批: t('审批', 'Decision'),
  办结: t('办结', 'Made and closed'),
  送达: t('送达', 'Delivery'),
};

function verticalNodes({ item, process }: Planned): FlowNode[] {
  const there = item.vertical?.operator ?? item.office.name;
  return [
    node('jump', 'machine', t('登记并转办', 'Registered and passed on')),
    ...process.steps
      .filter((s) => s.role !== 'system')
      .map((s, i) =>
        node(stepIds[s.name] ?? `there-${i + 1}`, 'official', stepNames[s.name] ?? t(s.name, s.name), {
          parts: [{ name: there, state: 'plan' }],
          days: s.days,
          sides: s.name === '审批' ? [refusal] : s.name === '受理' ? [side('loop', t('补正', 'Correction'))] : [],
        }),
      ),
  ];
}
