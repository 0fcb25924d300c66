import { defineErrors } from '../../kernel/errors.ts';

export const calendarErrors = defineErrors('calendar', {
  year_wrong: {
    kind: 'conflict',
    title: { zh: '这一年现在不能录入', en: 'This year can’t be entered now' },
    remedy: {
      zh: '只能录入下一个未知的年度，或者更正最近的一个年度。',
      en: 'Enter the first year that is not known yet, or correct the last one that is.',
    },
  },
  arrangement_wrong: {
    kind: 'invalid',
    title: { zh: '节假日安排有误', en: 'The arrangement can’t be right' },
    remedy: { zh: '请对照国务院办公厅的通知更正。', en: 'Compare it with the State Council’s notice.' },
  },
});
