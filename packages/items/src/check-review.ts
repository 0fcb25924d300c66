import { parseUscc } from '@miaopi/identifiers';
import type { Tell } from './check-item.ts';
import type { Path } from './finding.ts';
import type { ItemPackage, ReviewOffice } from './model.ts';
import { unknownVariables } from './phrase.ts';

/** Names of tasks that every item has. */
const taken = new Set(['review', 'resubmit', 'intake', 'correction', 'opinion', 'forwarded']);

/** 行政许可法 第四十二条第二款: 统一办理、联合办理、集中办理 take at most 45 days. */
const longestJoint = 45;

/** Steps of a review (`review:` and `forward:` of process.yaml): who decides, which offices, whose days, when one is left out; and what officials are offered to write. */
export function checkReview(pkg: ItemPackage, tell: Tell): void {
  const { review, forward, phrases } = pkg.process;
  phrases?.forEach((phrase, i) => {
    for (const name of unknownVariables(phrase.text))
      tell(
        'error',
        'phrase.variable',
        ['process', 'phrases', i, 'text'],
        `常用语没有变量“${name}”`,
        `a phrase has no variable “${name}”`,
      );
  });
  const sections = new Set(pkg.form.sections.map((s) => s.name));
  const own = pkg.item.office.uscc;
  const checkOffice = (office: ReviewOffice, at: Path): void => {
    const parsed = parseUscc(office.uscc);
    if (!parsed.ok) tell('error', 'code.uscc', [...at, 'uscc'], parsed.issue.message.zh, parsed.issue.message.en);
    office.sees?.forEach((name, n) => {
      if (!sections.has(name))
        tell('error', 'review.sees', [...at, 'sees', n], `表单没有栏目“${name}”`, `the form has no section “${name}”`);
    });
    if (office.outside && office.sees === undefined)
      tell(
        'error',
        'review.outside',
        [...at, 'outside'],
        '外部部门须用 sees 写明它能看到的栏目',
        'a department outside must be told by sees what it may see',
        { key: true },
      );
  };
  if (forward) {
    checkOffice(forward, ['process', 'forward']);
    if (forward.outside)
      tell(
        'error',
        'review.outside',
        ['process', 'forward', 'outside'],
        '不能转报给外部部门',
        'a case is not sent up to a department outside',
        { key: true },
      );
    if (forward.uscc === own)
      tell(
        'error',
        'review.forward',
        ['process', 'forward', 'uscc'],
        '不能转报给本单位',
        'a case is not sent up to the office itself',
      );
  }
  if (!review) return;
  const seen = new Set<string>();
  let days = 0;
  review.forEach((step, i) => {
    const at = ['process', 'review', i];
    if (seen.has(step.id) || taken.has(step.id))
      tell('error', 'review.id', [...at, 'id'], `环节标识“${step.id}”已被使用`, `the id “${step.id}” is used already`);
    seen.add(step.id);
    const offices = step.offices ?? [];
    const uscc = offices.map((o) => o.uscc);
    offices.forEach((office, n) => {
      checkOffice(office, [...at, 'offices', n]);
      if (uscc.indexOf(office.uscc) !== n)
        tell('error', 'review.office', [...at, 'offices', n, 'uscc'], '同一单位出现两次', 'the same office twice');
      if (office.days !== undefined && step.days !== undefined && office.days > step.days)
        tell(
          'error',
          'review.days',
          [...at, 'offices', n, 'days'],
          '单位的时限超过环节的时限',
          'an office has longer than its step',
        );
    });
    if ((step.mode ?? 'one') === 'one' && offices.length > 1)
      tell(
        'error',
        'review.mode',
        [...at, 'offices'],
        '多个单位须写明 mode: all 或 any',
        'several offices need mode: all or any',
      );
    if (
      step.silence !== undefined &&
      step.silence !== 'wait' &&
      step.days === undefined &&
      offices.some((o) => o.days === undefined)
    )
      tell(
        'error',
        'review.silence',
        [...at, 'silence'],
        '逾期视同意见须有环节或单位的时限',
        'silence counts only after a limit: say the days',
        { key: true },
      );
    if (step.when !== undefined && !step.whenNot)
      tell(
        'error',
        'review.when',
        [...at, 'when'],
        '有条件的环节须用文字说明不进行时的理由',
        'a step left out sometimes must say why in words',
        { key: true },
      );
    days += step.days ?? 0;
    if (i < review.length - 1) return;
    if (step.mode !== undefined && step.mode !== 'one')
      tell('error', 'review.last', [...at, 'mode'], '最后环节由一个单位决定', 'the last step decides: one office');
    if (step.when !== undefined)
      tell('error', 'review.last', [...at, 'when'], '最后环节不能省略', 'the last step is never left out', {
        key: true,
      });
    if (offices.some((o) => o.outside))
      tell(
        'error',
        'review.outside',
        [...at, 'offices'],
        '外部部门只提意见，不作决定',
        'a department outside decides nothing',
        {
          key: true,
        },
      );
    if (offices.length > 0 && offices[0]?.uscc !== own)
      tell('error', 'review.last', [...at, 'offices'], '最后环节由实施机关决定', 'the item’s own office decides', {
        key: true,
      });
    if (step.silence !== undefined && step.silence !== 'wait')
      tell('error', 'review.last', [...at, 'silence'], '决定不能由逾期作出', 'no decision comes from silence');
  });
  const { promised } = pkg.item;
  if (promised.unit === '工作日' && days > promised.amount)
    tell(
      'error',
      'review.days',
      ['process', 'review'],
      `审查环节共${days}天，超过承诺的${promised.amount}天`,
      `the review steps take ${days} days, ${promised.amount} are promised`,
      { key: true },
    );
  const joint = review.some((s) => (s.offices?.length ?? 0) > 1);
  if (joint && promised.unit === '工作日' && promised.amount > longestJoint)
    tell(
      'error',
      'review.joint',
      ['item', 'promised'],
      `联合办理不得超过${longestJoint}日（行政许可法第四十二条）`,
      `handled jointly it may take ${longestJoint} days at most (Administrative Licence Law, art. 42)`,
    );
}
