import { occasion, t } from './occasion.ts';

/** Originals of a case: asked for, shown, missed, and what a difference does to the result. */
export const originalsOccasions = {
  preChecked: occasion({
    name: t('预审通过', 'Pre-check passed'),
    variables: ['applicant', 'item', 'number', 'office', 'due', 'place', 'originals'],
    needs: ['number', 'due', 'place', 'originals'],
    title: t('预审通过，请带原件到窗口', 'Pre-check passed: bring the originals'),
    body: t(
      '您的办件{{办件编号}}已通过预审。请在{{期限}}前带以下原件到{{地点}}核对：{{原件}}。核对一致后受理。',
      'Case {{number}} has passed the pre-check. By {{due}}, bring to {{place}}: {{originals}}. It is accepted once they agree with what you uploaded.',
    ),
  }),
  originalsSeen: occasion({
    name: t('原件已核对', 'Originals seen'),
    variables: ['applicant', 'item', 'number', 'office'],
    needs: ['number'],
    title: t('原件已核对', 'Originals seen'),
    body: t(
      '您的办件{{办件编号}}的原件已核对一致，等待受理。',
      'The originals of case {{number}} agree with what you uploaded; it is about to be accepted.',
    ),
  }),
  originalsDiffer: occasion({
    name: t('原件不一致', 'An original differs'),
    variables: ['applicant', 'item', 'number', 'office', 'originals'],
    needs: ['number', 'originals'],
    title: t('原件与上传件不一致', 'An original differs from what was uploaded'),
    body: t(
      '您的办件{{办件编号}}的原件与上传件不一致：{{原件}}。工作人员会告知怎么更正。',
      'Originals of case {{number}} differ from what you uploaded: {{originals}}. You will be told how to correct it.',
    ),
  }),
  originalsMissed: occasion({
    name: t('逾期未核对原件，终止办理', 'Ended: originals not shown in time'),
    variables: ['applicant', 'item', 'number', 'office', 'due'],
    needs: ['number'],
    title: t('逾期未核对原件，已终止办理', 'Originals not shown in time; the case is ended'),
    body: t(
      '您的办件{{办件编号}}在{{期限}}前没有到窗口核对原件，已终止办理。需要时可以重新申请，已填的内容会自动带出。',
      'The originals of case {{number}} were not shown by {{due}} and it is ended. You can apply again; what you filled in is offered again.',
    ),
  }),
  resultWithheld: occasion({
    name: t('暂缓交付', 'Withheld'),
    variables: ['applicant', 'item', 'number', 'office', 'originals'],
    needs: ['number', 'originals'],
    title: t('原件不一致，暂缓交付', 'An original differs: not handed over yet'),
    body: t(
      '领取办件{{办件编号}}的结果时，原件与登记或上传的不一致：{{原件}}。结果暂不交付，已转办理人员核实，会尽快告知您。',
      'When the result of case {{number}} was collected, an original differed: {{originals}}. It is not handed over yet; an official of the case looks into it and will tell you.',
    ),
  }),
  resultReleased: occasion({
    name: t('可以再来领取', 'Can be collected again'),
    variables: ['applicant', 'item', 'number', 'office', 'reason'],
    needs: ['number'],
    title: t('可以再来领取了', 'You can come for it again'),
    body: t(
      '办件{{办件编号}}的原件问题已核实：{{理由}}。请带原件到窗口领取。',
      'What differed in the originals of case {{number}} is settled: {{reason}}. Bring them and collect the result.',
    ),
  }),
  resultKept: occasion({
    name: t('不予交付', 'Not handed over'),
    variables: ['applicant', 'item', 'number', 'office', 'reason'],
    needs: ['number', 'reason'],
    title: t('结果不予交付', 'The result is not handed over'),
    body: t(
      '办件{{办件编号}}的原件不一致，经核实不予交付：{{理由}}。如有异议，可以向办理单位陈述、申辩。',
      'The originals of case {{number}} differ and the result is not handed over: {{reason}}. You may state your case to the office.',
    ),
  }),
};
