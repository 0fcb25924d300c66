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
  number_taken: {
    kind: 'conflict',
    title: { zh: '证照编号已被使用', en: 'The number of the licence is taken' },
  },
  cannot_make: {
    kind: 'bug',
    title: { zh: '证照未能制作', en: 'The licence could not be made' },
    remedy: { zh: '系统会自动重试；办件不受影响。', en: 'It is tried again by itself; the case is safe.' },
  },
});
