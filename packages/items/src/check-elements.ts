import type { Tell } from './check-item.ts';
import type { ItemPackage, Limit } from './model.ts';

const days: Readonly<Record<Limit['unit'], number>> = { 当场: 0, 小时: 1 / 8, 自然日: 1, 工作日: 1 };
const immediate = (limit: Limit | null): boolean => limit !== null && (limit.unit === '当场' || limit.amount === 0);

/** Consistency of the elements of the national list, V1–V13 of domain.md §2.5. */
export function checkElements(pkg: ItemPackage, tell: Tell): void {
  const { item, process } = pkg;
  const at = (...path: (string | number)[]) => ['item', ...path];

  const kinds = [immediate(item.promised), item.caseKind === '1', item.reviewKind === '即审即办'];
  if (new Set(kinds).size > 1) {
    tell(
      'error',
      'V1',
      at('caseKind'),
      '当场办结、即办件、即审即办三者应一致',
      'limit “at once”, case kind “immediate” and review “at once” go together',
    );
  }
  if (
    item.statutory &&
    item.promised.amount * days[item.promised.unit] > item.statutory.amount * days[item.statutory.unit]
  ) {
    tell('error', 'V2', at('promised'), '承诺时限长于法定时限', 'the promised limit is longer than the statutory one');
  }
  const total = process.steps.reduce((sum, step) => sum + step.days, 0);
  const promisedDays = Math.ceil(item.promised.amount * days[item.promised.unit]);
  if (total > promisedDays) {
    tell(
      'error',
      'V3',
      ['process', 'steps'],
      `各环节共${total}天，超过承诺的${promisedDays}天`,
      `the steps take ${total} days, ${promisedDays} are promised`,
    );
  }
  const result = item.result.name.zh;
  const finish = result.endsWith('批复')
    ? '审批办结'
    : result.endsWith('证')
      ? '出证办结'
      : result.endsWith('文')
        ? '出文办结'
        : undefined;
  if (finish && item.result.finish !== finish) {
    tell(
      'error',
      'V4',
      at('result', 'finish'),
      `结果名称“${result}”应为${finish}`,
      `a result called “${result}” finishes as ${finish}`,
    );
  }
  const fields = pkg.form.sections.flatMap((s) => (s.repeat ? [] : s.fields));
  if (item.project !== undefined && !fields.some((f) => f.name === item.project && f.type === 'text')) {
    tell(
      'error',
      'item.project',
      at('project'),
      `表单没有文本字段“${item.project}”`,
      `the form has no text field “${item.project}”`,
    );
  }
  if (item.visits !== 0 && !item.visitReason) {
    tell('error', 'V5', at('visits'), '到现场次数不为0，须说明原因', 'visits are asked for without a reason');
  }
  if (item.visits === 0 && item.visitReason) {
    tell('error', 'V5', at('visitReason'), '不用到现场，不应有现场原因', 'there is a reason for visits but no visit', {
      key: true,
    });
  }
  if (item.visits === 0 && !item.online && !item.mail) {
    tell(
      'error',
      'V6',
      at('mail'),
      '不到现场又不能网办的，应支持邮寄',
      'no visit and not online: mailing must be possible',
    );
  }
  if (item.depth === 'IV' && (item.visits !== 0 || !item.online)) {
    tell('error', 'V7', at('depth'), 'Ⅳ级深度应零跑动并可网办', 'depth IV means no visit and online');
  }
  if (item.realPerson && !item.online) {
    tell(
      'error',
      'V15',
      at('realPerson'),
      '实人认证在网上提交前进行，不网办的事项不应要求',
      'the live person check precedes submitting online; an item that is not online must not ask for it',
    );
  }
  if (item.fee.charged) {
    item.fee.lines.forEach((line, i) => {
      if (line.reductions && !line.reducible)
        tell(
          'error',
          'fee.reducible',
          at('fee', 'lines', i, 'reducible'),
          '写了减免的收费项目应标为可减免',
          'a fee with reductions must be marked as reducible',
        );
    });
  }
  if (item.fee.charged && !item.fee.payOnline) {
    tell('error', 'V8', at('fee', 'payOnline'), '收费事项应支持网上支付', 'a charged item must be payable online');
  }
  const phones = [item.consult.phone, item.complain.phone];
  if (phones[0] === phones[1]) {
    tell(
      'error',
      'V9',
      at('complain', 'phone'),
      '咨询和投诉电话不能相同',
      'consultation and complaint must have different numbers',
    );
  }
  for (const [i, key] of (['consult', 'complain'] as const).entries()) {
    if (!/^(0\d{2,3}-\d{5,8}|400-?\d{3}-?\d{4})$/.test(phones[i]!)) {
      tell(
        'error',
        'V9',
        at(key, 'phone'),
        '电话应带区号，如 0999-12345',
        'the number needs its area code, e.g. 0999-12345',
      );
    }
  }
  const [person, firm] = [item.themes.person?.length ?? 0, item.themes.firm?.length ?? 0];
  const forPeople = item.objects.includes('1');
  const forBodies = item.objects.some((o) => o !== '1');
  if (forPeople !== person > 0 || forBodies !== firm > 0) {
    tell(
      'error',
      'V10',
      at('themes'),
      '主题分类应与服务对象一致：自然人用个人主题，法人用法人主题',
      'themes must follow whom the item serves: people or bodies',
    );
  }
  if (item.type === '01') {
    const names = process.steps.map((s) => s.name);
    const missing = ['受理', '审核', '审批', '办结', '送达'].filter((n) => !names.includes(n));
    if (missing.length > 0) {
      tell(
        'error',
        'V11',
        ['process', 'steps'],
        `行政许可缺少环节：${missing.join('、')}`,
        `a licence item lacks steps: ${missing.join(', ')}`,
      );
    }
    if (item.faqs.length === 0)
      tell('error', 'V11', at('faqs'), '行政许可至少一条常见问题', 'a licence item needs at least one question');
  }
  item.materials.forEach((m, i) => {
    if (m.source === '20' && 'field' in m.by) {
      tell(
        'warning',
        'V12',
        at('materials', i, 'by'),
        '政府部门核发的材料应从共享数据或证照库取得，不应要求上传',
        'what the state issued should come from the state, not be uploaded',
      );
    }
    if (m.need === '3' && m.deferredDays === undefined) {
      tell(
        'error',
        'V13',
        at('materials', i),
        '容缺后补的材料须有补正期限',
        'a material that may follow later needs a period',
      );
    }
    if (m.need !== '3' && m.deferredDays !== undefined) {
      tell(
        'error',
        'V13',
        at('materials', i, 'deferredDays'),
        '只有容缺后补的材料有补正期限',
        'only a material that may follow later has a period',
        { key: true },
      );
    }
    if (m.when !== undefined && !m.whenText) {
      tell(
        'error',
        'material.situation',
        at('materials', i, 'when'),
        '分情形的材料须用文字说明何时需要',
        'a material asked for only sometimes must say in words when',
        { key: true },
      );
    }
  });
  if (!process.steps.some((s) => s.name === process.person.step)) {
    tell(
      'error',
      'process.person',
      ['process', 'person', 'step'],
      '流程中没有这个环节',
      'the process has no such step',
    );
  }
  checkAcceptance(pkg, tell);
  if (item.faqs.length < 3) tell('warning', 'item.faqs', at('faqs'), '常见问题少于3条', 'fewer than three questions');
}

/** Who accepts agrees with the step 受理, and what an official accepts has days to be decided in after it. */
function checkAcceptance({ item, process }: ItemPackage, tell: Tell): void {
  const { acceptance } = process;
  if (!acceptance) return;
  const path = ['process', 'acceptance'];
  const step = process.steps.findIndex((s) => s.name === '受理');
  if (step < 0) tell('error', 'acceptance.step', path, '流程中没有“受理”环节', 'the process has no step 受理');
  else if ((acceptance.by === 'official') !== (process.steps[step]?.role === 'acceptor'))
    tell(
      'error',
      'acceptance.step',
      ['process', 'steps', step, 'role'],
      acceptance.by === 'official'
        ? '由工作人员受理的，“受理”环节的 role 应为 acceptor'
        : '由系统受理（或者只在个别情形由工作人员受理）的，“受理”环节的 role 不应为 acceptor',
      acceptance.by === 'official'
        ? 'where officials accept, the step 受理 has role acceptor'
        : 'where the machine accepts, or officials only in situations, the step 受理 must not have role acceptor',
    );
  acceptance.situations?.forEach((s, i) => {
    if (s.by === acceptance.by)
      tell(
        'warning',
        'acceptance.situation',
        [...path, 'situations', i, 'by'],
        '这个情形和一般规则相同',
        'this situation says what holds anyhow',
      );
  });
  const official = acceptance.by === 'official' || acceptance.situations?.some((s) => s.by === 'official');
  if (official && immediate(item.promised))
    tell(
      'error',
      'acceptance.immediate',
      path,
      '当场办结的事项不能由工作人员另行受理',
      'an item decided on the spot can’t wait for an official to accept it',
    );
}
