import type { FlowView } from '@miaopi/contracts';

const t = (zh: string, en: string) => ({ zh, en });
type Node = FlowView['nodes'][number];
type State = Node['state'];

const plain = (id: string, by: Node['by'], name: Node['name'], state: State): Node => ({
  id,
  by,
  name,
  state,
  mode: 'one',
  parts: [],
  sides: [],
});

/** The flow of a guide: a joint step of three offices that may be left out, then a decision. */
export const PLANNED: FlowView = {
  nodes: [
    plain('apply', 'applicant', t('提交申请', 'Application'), 'plan'),
    plain('check', 'machine', t('核验、判断', 'Checks and judgement'), 'plan'),
    plain('accept', 'machine', t('受理', 'Acceptance'), 'plan'),
    {
      ...plain('step-joint', 'official', t('联合审查', 'Joint examination'), 'plan'),
      step: 'joint',
      mode: 'all',
      days: 4,
      unless: t('各部门已经同意的', 'Where the departments agreed before'),
      parts: [
        { name: t('云州市住房和城乡建设局', 'Yunzhou Housing Bureau'), state: 'plan' },
        { name: t('云州市自然资源和规划局', 'Yunzhou Planning Bureau'), state: 'plan' },
        { name: t('云州市国防动员办公室', 'Yunzhou Civil Defence Office'), state: 'plan', days: 3, outside: true },
      ],
      sides: [{ kind: 'loop', name: t('特别程序', 'Special procedure'), state: 'plan' }],
    },
    {
      ...plain('step-final', 'official', t('审定', 'Final decision'), 'plan'),
      step: 'final',
      decides: true,
      parts: [{ name: t('云州市住房和城乡建设局', 'Yunzhou Housing Bureau'), state: 'plan' }],
      sides: [{ kind: 'end', name: t('不予', 'Refused'), state: 'plan' }],
    },
    plain('make', 'machine', t('制证、签章', 'Made and sealed'), 'plan'),
    plain('deliver', 'machine', t('送达、办结', 'Delivered, closed'), 'plan'),
  ],
  shortcut: { from: 'accept', to: 'make', state: 'plan' },
};

/** The flow of a case with one review step: granted by the machine, with an official, or decided by one. */
export function flowOf(stands: 'granted' | 'review' | 'waiting' | 'refused', official = '周明（JT0231）'): FlowView {
  const machine = stands === 'granted';
  const [checked, reviewed, made]: [State, State, State] =
    stands === 'waiting'
      ? ['now', 'todo', 'todo']
      : [
          'done',
          machine ? 'void' : stands === 'review' ? 'now' : 'done',
          machine ? 'done' : stands === 'review' ? 'todo' : 'void',
        ];
  return {
    nodes: [
      plain('apply', 'applicant', t('提交申请', 'Application'), 'done'),
      plain('check', 'machine', t('核验、判断', 'Checks and judgement'), checked),
      plain('accept', 'machine', t('受理', 'Acceptance'), stands === 'waiting' ? 'todo' : 'done'),
      {
        ...plain('step-review', 'official', t('审核', 'Review'), reviewed),
        step: 'review',
        decides: true,
        parts: [
          {
            name: t('云州市交通运输局', 'Yunzhou Transport Bureau'),
            state: reviewed,
            ...(reviewed === 'done' ? { who: official, said: t('不予', 'refused') } : {}),
          },
        ],
        sides: stands === 'refused' ? [{ kind: 'end', name: t('不予许可', 'Refused'), state: 'done' }] : [],
      },
      plain('make', 'machine', t('制证、签章', 'Made and sealed'), made),
      plain('deliver', 'machine', t('送达、办结', 'Delivered, closed'), stands === 'refused' ? 'done' : made),
    ],
    shortcut: { from: 'accept', to: 'make', state: machine ? 'done' : stands === 'waiting' ? 'todo' : 'void' },
  };
}
