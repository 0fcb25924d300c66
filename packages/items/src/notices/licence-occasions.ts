import { occasion, t } from './occasion.ts';

/** Licences, as their holders are told. */
export const licenceOccasions = {
  licenceConverted: occasion({
    name: t('存量证照转换', 'Converted from stock'),
    variables: ['result', 'licence', 'office'],
    needs: ['licence'],
    title: t('您的{{结果名称}}有了电子证照', '{{result}}: the electronic licence is there'),
    body: t(
      '{{办理单位}}已把您持有的证照 {{证照编号}} 转换为电子证照，可在“我的证照”查看和使用。',
      '{{office}} made the electronic licence of {{licence}}. Find it among your licences.',
    ),
  }),
  licenceActed: occasion({
    name: t('证照变动', 'Something was done to a licence'),
    variables: ['result', 'licence', 'office', 'act', 'ground', 'note'],
    needs: ['licence', 'act', 'ground'],
    title: t('您的{{结果名称}}已{{办理内容}}', '{{result}} {{licence}}: {{act}}'),
    body: t(
      '{{办理单位}}对证照 {{证照编号}} 办理了{{办理内容}}。理由：{{依据}}。{{补充说明}} 不服的，可以依法申请行政复议或者提起行政诉讼。',
      '{{office}} did this to licence {{licence}}: {{act}}. Ground: {{ground}}. {{note}} You may apply for reconsideration or go to court.',
    ),
  }),
  licenceReissued: occasion({
    name: t('证照重新制发', 'Made anew'),
    variables: ['result', 'licence', 'office', 'act'],
    needs: ['licence'],
    title: t('您的{{结果名称}}已{{办理内容}}', '{{result}} {{licence}}: {{act}}'),
    body: t(
      '{{办理单位}}已为您{{办理内容}}证照 {{证照编号}}，新的版本可在“我的证照”查看；原来的一份不再使用。',
      '{{office}} made a new version of licence {{licence}}; find it among your licences. The former one is no longer in use.',
    ),
  }),
  licenceRestored: occasion({
    name: t('原证照恢复效力', 'Former licence in force again'),
    variables: ['result', 'licence', 'former', 'note'],
    needs: ['licence', 'former'],
    title: t('您原来的{{结果名称}}恢复效力', 'Your former {{result}} is in force again'),
    body: t(
      '变更后的证照 {{证照编号}} 已被撤销，变更前的证照 {{原证照编号}}{{补充说明}}，编号不变，可以在“我的证照”查看。',
      'Licence {{licence}} was withdrawn. Licence {{former}}, which it had changed, {{note}}; you find it among your licences.',
    ),
  }),
  licenceRecalled: occasion({
    name: t('用印召回', 'Use of the seal recalled'),
    variables: ['result', 'licence', 'reason'],
    needs: ['licence', 'reason'],
    title: t('您的{{结果名称}}用印已召回', 'The use of the seal on your {{result}} was recalled'),
    body: t(
      '证照 {{证照编号}} 的用印有误（{{理由}}），这一份暂不能使用。发证机关会重新制发，无需您提交材料；如急需使用请联系发证机关。',
      'The seal was set wrongly on licence {{licence}} ({{reason}}); do not use it for now. The issuing office will make it anew without asking anything of you; call the office if you need it at once.',
    ),
  }),
  originalCompared: occasion({
    name: t('与原件核对', 'Compared with its original'),
    variables: ['result', 'licence'],
    needs: ['licence'],
    title: t('您的证照已与原件核对', 'Your licence was compared with its original'),
    body: t(
      '{{结果名称}}（{{证照编号}}）核对一致，可信等级升为 B 级，可以亮证、共享和免交纸质件。',
      '{{result}} ({{licence}}) agrees with its paper. Its trust grade is now B: it can be shown, shared and taken for proof.',
    ),
  }),
  paperCollected: occasion({
    name: t('纸质证照领取', 'Paper collected'),
    variables: ['result', 'licence', 'form', 'collector'],
    needs: ['licence', 'collector'],
    title: t('纸质证照已领取', 'The paper licence was collected'),
    body: t(
      '{{结果名称}}（{{证照编号}}）的纸质件（印制编号 {{印制编号}}）已由 {{领取人}} 在窗口领取。不是您或者您委托的人，请立即联系发证机关。',
      'The paper of {{result}} ({{licence}}), form {{form}}, was collected by {{collector}}. If that was neither you nor your agent, call the issuing body at once.',
    ),
  }),
};
