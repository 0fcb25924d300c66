import { defineErrors } from '../../kernel/errors.ts';

export const formsErrors = defineErrors('forms', {
  draft_missing: {
    kind: 'missing',
    title: { zh: '没有找到这份草稿', en: 'There is no such draft' },
    remedy: {
      zh: '草稿可能已删除，或者超过九十天已清理。请重新打开事项填写。',
      en: 'It may have been deleted, or swept after ninety days. Open the service again.',
    },
  },
  draft_changed: {
    kind: 'conflict',
    title: { zh: '这份草稿已在别处修改', en: 'This draft was changed elsewhere' },
    remedy: {
      zh: '另一个窗口保存了更新的内容，请选择保留哪一份。',
      en: 'Another window saved something newer. Choose which one to keep.',
    },
  },
  draft_submitted: {
    kind: 'conflict',
    title: { zh: '这份申请已经提交', en: 'This application has been submitted' },
    remedy: { zh: '请到“我的办件”查看办理进度。', en: 'See how it stands under My cases.' },
  },
  version_changed: {
    kind: 'conflict',
    title: { zh: '表单已更新，请核对后再提交', en: 'The form has a newer version; check it before you submit' },
    remedy: {
      zh: '重新打开此事项，已填内容会带到新表单，变化之处会标出。',
      en: 'Open the service again: your answers are carried over and the changes are shown.',
    },
  },
  incomplete: {
    kind: 'invalid',
    title: { zh: '还有内容需要填写或更正', en: 'Something is still missing or not right' },
    remedy: { zh: '请按各项提示更正后再提交。', en: 'Correct what is named below and submit again.' },
  },
  not_opened: {
    kind: 'invalid',
    title: { zh: '只能更正补正告知书列出的内容', en: 'Only what the notice names can be corrected' },
    remedy: {
      zh: '其他内容保持提交时的样子；需要改动的请与工作人员联系。',
      en: 'Everything else stays as it was filed; ask the office if more has to change.',
    },
  },
  too_large: {
    kind: 'invalid',
    title: { zh: '填写的内容过多，未能保存', en: 'There is too much in this form to save it' },
    remedy: { zh: '请删减过长的文字；文件请用上传。', en: 'Shorten long texts; upload files instead of pasting them.' },
  },
  consent_needed: {
    kind: 'denied',
    title: { zh: '办理此事项需要您同意查询有关信息', en: 'This service needs your consent to some look-ups' },
    remedy: {
      zh: '请阅读要向谁查询什么，同意后继续。',
      en: 'Read what is asked of whom, and go on once you agree.',
    },
  },
  wrong_applicant: {
    kind: 'denied',
    title: { zh: '当前身份不能申请此事项', en: 'This service is not for whom you act for now' },
  },
  not_received_here: {
    kind: 'denied',
    title: { zh: '这个事项不能在本窗口申请', en: 'This window does not receive this service' },
  },
});

/** Codes of the catalogue that a form answers with; the catalogue itself is not known here. */
export const itemErrors = defineErrors('catalog', {
  item_missing: { kind: 'missing', title: { zh: '没有这个事项', en: 'There is no such service' } },
  item_suspended: {
    kind: 'unready',
    title: { zh: '此事项暂停办理', en: 'This service is suspended' },
    remedy: { zh: '已填写的内容会保留，恢复后可以继续。', en: 'What you entered is kept; go on once it is resumed.' },
  },
  item_cancelled: {
    kind: 'unready',
    title: { zh: '此事项已经取消，不再办理', en: 'This service has ended' },
    remedy: {
      zh: '已填写的内容不用提交，草稿可以删除。',
      en: 'What you entered need not be submitted; the draft can be deleted.',
    },
  },
});

/** @throws catalog.item_suspended, catalog.item_cancelled */
export function mustBeInUse(state: 'in-use' | 'suspended' | 'cancelled'): void {
  if (state === 'suspended') throw itemErrors.item_suspended();
  if (state === 'cancelled') throw itemErrors.item_cancelled();
}
