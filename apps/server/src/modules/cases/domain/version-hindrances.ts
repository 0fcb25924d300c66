import type { CompiledItem } from '@miaopi/items';
import type { Text } from '../../../kernel/text.ts';
import type { CaseState } from './lifecycle.ts';
import { forwardedStep } from './review.ts';
import { standing, type TaskFacts } from './tasks.ts';

/** Of a case, what decides whether it may go over to another version. */
export interface Movable {
  readonly state: CaseState;
  readonly office: string;
  readonly applicantKind: 'person' | 'firm';
  readonly reopened: unknown;
  /** Of the round it is in. */
  readonly tasks: readonly (TaskFacts & { readonly outside: boolean; readonly openedAt: Date })[];
}

/** Why a case in this state stays with the version it began with (docs/decisions/0052); undefined: it may go over. */
const byState: Readonly<Partial<Record<CaseState, Text>>> = {
  submitted: { zh: '系统正在核验判断，请稍候', en: 'It is being gathered and judged at this moment' },
  waiting: {
    zh: '正在等待外部系统，核验完成后才能换用新版本',
    en: 'It waits for an outside system; it can go over once everything is gathered',
  },
  vertical: {
    zh: '已转由专业系统办理，以对方系统的规则为准',
    en: 'It is handled in another system, by the rules of that system',
  },
  correction: {
    zh: '已一次性告知补正，申请人补正后才能换用新版本',
    en: 'The applicant was told what to correct; it can go over once he has answered',
  },
  originals: {
    zh: '已告知核对原件，核对后才能换用新版本',
    en: 'The applicant was told which originals to bring; it can go over once they are shown',
  },
  accepted: {
    zh: '已按原版本受理并开具缴款单，等待缴费',
    en: 'It is accepted and billed by the former version and waits for the money',
  },
  procedure: {
    zh: '特别程序正在进行，登记结果后才能换用新版本',
    en: 'A special procedure is under way; its result comes first',
  },
  granted: { zh: '已经准予，正在出证', en: 'It is granted; the licence is being made' },
  returned: { zh: '已经准予，证照在签章前核对', en: 'It is granted; the licence is checked before its seal' },
  refused: { zh: '已经作出不予决定', en: 'It is refused' },
  closed: { zh: '已经办结', en: 'It is closed' },
};

/** Everything that keeps a case with its version; empty when it may go over to the other. */
export function versionHindrances(c: Movable, after: CompiledItem): Text[] {
  const state = byState[c.state];
  if (state) return [state];
  const { office, objects, state: use, vertical } = after.package.item;
  const out: Text[] = [];
  if (c.reopened)
    out.push({
      zh: '依决定重新办理的办件，按被撤销的决定所依据的版本办理',
      en: 'A case decided anew by order stays with the version of the decision that was set aside',
    });
  if (vertical) out.push({ zh: '新版本改由专业系统办理', en: 'The new version is handled in another system' });
  if (office.uscc !== c.office)
    out.push({
      zh: `新版本由${office.name.zh}办理，须移送而不是换用版本`,
      en: `The new version is handled by ${office.name.en}: the case would have to be handed over`,
    });
  // 服务对象 2.4.5: 1 自然人, everything above it firms and other bodies
  const serves = (kind: 'person' | 'firm') => objects.some((o) => (kind === 'person' ? o === '1' : o !== '1'));
  if (use !== 'in-use') out.push({ zh: '新版本的事项已停用', en: 'The new version is not in use' });
  if (!serves(c.applicantKind))
    out.push({ zh: '新版本不再面向这类申请人', en: 'The new version does not serve this kind of applicant' });
  const main = standing(c.tasks);
  const [first] = main;
  if (main.some((t) => t.step === forwardedStep))
    out.push({ zh: '已转报上级单位', en: 'It was sent up to the office above' });
  if (main.some((t) => t.outside))
    out.push({
      zh: '已向外部部门发出征求意见，答复前不能换用新版本',
      en: 'A department outside has been asked by the former version and has not answered',
    });
  const said = c.tasks.some(
    (t) =>
      t.line === 'main' &&
      t.state === 'done' &&
      t.step === first?.step &&
      t.openedAt.getTime() === first.openedAt.getTime(),
  );
  if (said)
    out.push({
      zh: '联合审批的本环节已有部门答复，须等全部答复后再换用新版本',
      en: 'In the joint approval one office has answered this step; it can go over once all have',
    });
  return out;
}
