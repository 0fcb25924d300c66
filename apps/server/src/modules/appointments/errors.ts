import { defineErrors } from '../../kernel/errors.ts';

export const appointmentsErrors = defineErrors('appointments', {
  item_not_bookable: {
    kind: 'missing',
    title: { zh: '这个事项不提供预约', en: 'This item cannot be booked' },
    remedy: { zh: '请查看办事指南，网上办理不用预约。', en: 'See its guide; online it needs no appointment.' },
  },
  hall_missing: {
    kind: 'missing',
    title: { zh: '没有这个大厅', en: 'There is no such hall' },
    remedy: { zh: '请从列表中重新选择。', en: 'Choose one from the list.' },
  },
  booking_missing: {
    kind: 'missing',
    title: { zh: '没有这个预约', en: 'There is no such appointment' },
    remedy: { zh: '请在“我的预约”中查看。', en: 'See your appointments.' },
  },
  slot_missing: {
    kind: 'conflict',
    title: { zh: '没有这个时段', en: 'There is no such time' },
    remedy: {
      zh: '大厅的安排可能刚有调整，请重新选择。',
      en: 'The hall may have changed its hours just now. Choose again.',
    },
  },
  slot_full: {
    kind: 'conflict',
    title: { zh: '这个时段刚刚约满', en: 'This time has just been taken' },
    remedy: { zh: '请选择其他时段。', en: 'Choose another one.' },
  },
  past_cut_off: {
    kind: 'unready',
    title: { zh: '已过截止时间', en: 'It is too late for this' },
    remedy: {
      zh: '临近预约时段不能再预约、改期或取消。去不了的，请致电大厅。',
      en: 'Close to its time nothing can be booked, moved or cancelled. Call the hall if you cannot come.',
    },
  },
  booked_already: {
    kind: 'conflict',
    title: { zh: '这个事项您已有一个预约', en: 'You have an appointment for this item' },
    remedy: { zh: '请先改期或取消，办完后可再预约。', en: 'Move or cancel it; once it is done you may book again.' },
  },
  suspended: {
    kind: 'denied',
    title: { zh: '网上预约暂停使用', en: 'You cannot book online for now' },
    remedy: {
      zh: '近 30 天内超过 3 次预约未到场。您仍可直接到大厅取号。',
      en: 'More than three appointments were missed within 30 days. You may still come without one.',
    },
  },
  calendar_unknown: {
    kind: 'unready',
    title: { zh: '这一天的工作日安排还没有公布', en: 'Nobody knows yet whether this is a working day' },
    remedy: {
      zh: '国务院公布节假日安排后开放预约。',
      en: 'It opens once the State Council has published the calendar.',
    },
  },
  wrong_state: {
    kind: 'conflict',
    title: { zh: '预约的状态已经改变', en: 'The appointment has changed meanwhile' },
    remedy: { zh: '请刷新后查看。', en: 'Load the page again.' },
  },
  not_its_day: {
    kind: 'unready',
    title: { zh: '只能在预约当天登记', en: 'This can be noted on the day only' },
    remedy: { zh: '未到场要等时段开始后再登记。', en: 'That somebody did not come, once the time has begun.' },
  },
  plan_changed: {
    kind: 'conflict',
    title: { zh: '大厅的安排已被别人修改', en: 'Somebody else has changed this hall' },
    remedy: { zh: '请重新打开，在新的安排上修改。', en: 'Open it again and change the newer one.' },
  },
  plan_wrong: {
    kind: 'invalid',
    title: { zh: '大厅的安排有误', en: 'The plan of the hall is not right' },
    remedy: { zh: '请按各处的提示更正后保存。', en: 'Correct what is named below and save again.' },
  },
  day_past: {
    kind: 'invalid',
    title: { zh: '只能调整今天以后的日子', en: 'Only days to come can be changed' },
    remedy: { zh: '请选择明天到一年以内的日期。', en: 'Choose a day from tomorrow, within a year.' },
  },
});
