import { defineErrors } from '../../kernel/errors.ts';

export const licencesErrors = defineErrors('licences', {
  licence_missing: { kind: 'missing', title: { zh: '没有找到该证照', en: 'There is no such licence' } },
  one_per_case: {
    kind: 'conflict',
    title: { zh: '该办件已有证照', en: 'This case has a licence already' },
  },
  superseded: {
    kind: 'conflict',
    title: {
      zh: '原证照已经变更或不再有效',
      en: 'The licence to be changed has been changed already or is no longer valid',
    },
    remedy: { zh: '请以最新的证照重新核对后再办理。', en: 'Check again against the latest licence.' },
  },
  complete_already: {
    kind: 'conflict',
    title: { zh: '该证照已经制发', en: 'This licence has been issued already' },
  },
  not_lawful: {
    kind: 'conflict',
    title: { zh: '目前不能这样办理', en: 'This can’t be done to the licence now' },
    remedy: { zh: '请刷新页面查看证照的最新状态。', en: 'Reload to see its present state.' },
  },
  action_incomplete: {
    kind: 'invalid',
    title: { zh: '办理信息不完整', en: 'Something is lacking' },
    remedy: { zh: '请补全标出的项目。', en: 'Complete what is named.' },
  },
  being_replaced: {
    kind: 'conflict',
    title: { zh: '这张证照正在变更或换发', en: 'The licence is being changed or made anew' },
    remedy: { zh: '新的版本制作完成后再办理。', en: 'Try again when the new version is issued.' },
  },
  proposal_missing: { kind: 'missing', title: { zh: '没有待复核的办理', en: 'Nothing waits for a second person' } },
  not_shareable: {
    kind: 'conflict',
    title: { zh: '这张证照目前不能共享', en: 'This licence can’t be shared now' },
    remedy: {
      zh: '只有目前有效的证照可以生成用证码和加注件。',
      en: 'Only a licence in force can have use codes and copies.',
    },
  },
  purpose_unknown: {
    kind: 'conflict',
    title: { zh: '没有系统登记了这个事由', en: 'No system is registered for this purpose' },
    remedy: { zh: '请从列出的系统和事由中选择。', en: 'Choose one of those that are listed.' },
  },
  not_showable: {
    kind: 'conflict',
    title: { zh: '这张证照目前不能亮证', en: 'This licence can’t be shown now' },
    remedy: { zh: '只有目前有效的证照可以亮证。', en: 'Only a licence in force can be shown.' },
  },
  not_printable: {
    kind: 'conflict',
    title: { zh: '这张证照目前不能打印', en: 'This licence can’t be printed now' },
    remedy: { zh: '只有目前有效的证照可以打印。', en: 'Only a licence in force can be printed.' },
  },
  print_code_wrong: {
    kind: 'missing',
    title: { zh: '打印码不对、已用过或已过期', en: 'The print code is wrong, used or over' },
    remedy: {
      zh: '请核对 12 位数字，或在手机上重新生成。',
      en: 'Check its twelve digits, or make a new one on the phone.',
    },
  },
  grade_too_low: {
    kind: 'conflict',
    title: { zh: '这张证照的可信等级不够', en: 'The trust grade of this licence is not enough' },
    remedy: {
      zh: '请持原件到发证机关核对后再使用。',
      en: 'Show the paper to the issuing body first.',
    },
  },
  order_missing: { kind: 'missing', title: { zh: '没有找到这份纸质证照申请', en: 'There is no such order for paper' } },
  paper_open: {
    kind: 'conflict',
    title: { zh: '已经申请过纸质证照', en: 'The paper is asked for already' },
    remedy: { zh: '领取后才能再次申请。', en: 'Collect that one first.' },
  },
  paper_wrong_state: {
    kind: 'conflict',
    title: { zh: '这份纸质证照目前不能这样办理', en: 'This can’t be done with the paper now' },
    remedy: { zh: '请刷新页面查看最新状态。', en: 'Reload to see how it stands.' },
  },
  form_used: {
    kind: 'conflict',
    title: { zh: '这个印制编号已经用过', en: 'A form of this number was used already' },
    remedy: { zh: '请核对手中空白证照上的编号。', en: 'Check the number on the blank form in your hand.' },
  },
  showing_missing: { kind: 'missing', title: { zh: '没有找到这次亮证', en: 'There is no such showing' } },
  code_missing: { kind: 'missing', title: { zh: '没有找到该用证码', en: 'There is no such use code' } },
  copy_missing: { kind: 'missing', title: { zh: '没有找到该加注件', en: 'There is no such copy' } },
  link_missing: {
    kind: 'missing',
    title: { zh: '下载地址不存在、已用过或已过期', en: 'There is no such address, or it was used or is over' },
    remedy: {
      zh: '地址只能用一次，10 分钟内有效；请重新申请。',
      en: 'An address serves once, for ten minutes; ask again.',
    },
  },
  system_missing: { kind: 'missing', title: { zh: '没有找到该系统', en: 'There is no such system' } },
  system_incomplete: {
    kind: 'invalid',
    title: { zh: '登记信息不完整', en: 'Something is lacking' },
    remedy: { zh: '请补全标出的项目。', en: 'Complete what is named.' },
  },
  type_missing: { kind: 'missing', title: { zh: '没有找到该证照类型', en: 'There is no such licence type' } },
  type_wrong: {
    kind: 'invalid',
    title: { zh: '草稿还有问题，不能发布', en: 'The draft has faults and can’t be published' },
    remedy: { zh: '请先更正标出的项目。', en: 'Correct what is named first.' },
  },
  offline_page_unbuilt: {
    kind: 'unready',
    title: { zh: '离线核验页面尚未构建', en: 'The page for offline verification is not built' },
    remedy: { zh: '请运行 npm run build 后重新启动。', en: 'Run npm run build and start again.' },
  },
  number_taken: {
    kind: 'conflict',
    title: { zh: '证照编号已被使用', en: 'The number of the licence is taken' },
  },
  waits_for_keeper: {
    kind: 'unready',
    title: { zh: '证照等待印章管理员加盖', en: 'The licence waits for the keeper of the seal' },
    remedy: { zh: '加盖后办件自动办结，无需操作。', en: 'The case goes on by itself once it is sealed.' },
  },
  cannot_make: {
    kind: 'bug',
    title: { zh: '证照未能制作', en: 'The licence could not be made' },
    remedy: { zh: '系统会自动重试；办件不受影响。', en: 'It is tried again by itself; the case is safe.' },
  },
  batch_missing: { kind: 'missing', title: { zh: '没有找到该批次', en: 'There is no such batch' } },
  batch_not_lawful: {
    kind: 'conflict',
    title: { zh: '批次目前不能这样办理', en: 'This can’t be done to the batch now' },
    remedy: { zh: '请刷新页面查看批次的最新状态。', en: 'Reload to see its present state.' },
  },
  not_in_batches: {
    kind: 'conflict',
    title: { zh: '这种证照不能批量制证', en: 'Licences of this type are not made in batches' },
    remedy: {
      zh: '由印章管理员逐张加盖的证照，请按办件制发。',
      en: 'Its seal is set by the keeper’s own hand on each one: issue them by case.',
    },
  },
  table_unusable: {
    kind: 'invalid',
    title: { zh: '表格无法使用', en: 'The table can’t be used' },
    remedy: { zh: '请按模板填写后另存为 CSV 上传。', en: 'Fill in the template, save it as CSV and upload that.' },
  },
  archive_unusable: {
    kind: 'invalid',
    title: { zh: '图片压缩包无法使用', en: 'The archive of pictures can’t be used' },
    remedy: {
      zh: '请把 JPEG 或 PNG 图片直接压缩成一个 ZIP（不超过 20 MB），可以上传多个。',
      en: 'Pack the JPEG or PNG pictures into a plain ZIP of at most 20 MB; there may be several.',
    },
  },
  picture_missing: { kind: 'missing', title: { zh: '没有这一行或其证照图样', en: 'There is no such row to be drawn' } },
});
