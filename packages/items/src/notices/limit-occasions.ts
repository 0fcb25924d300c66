import { occasion, t } from './occasion.ts';

/** What moves the limit of a case, as its applicant is told. */
export const limitOccasions = {
  extended: occasion({
    name: t('延长办理期限', 'Limit extended'),
    variables: ['applicant', 'item', 'number', 'office', 'extension', 'reason', 'limitNote'],
    needs: ['number', 'extension', 'reason'],
    title: t('办理期限已延长', 'The limit of your case was extended'),
    body: t(
      '您的办件{{办件编号}}的办理期限延长{{延长时间}}，理由：{{理由}}。{{期限说明}}。',
      'The limit of case {{number}} was extended by {{extension}}, because: {{reason}}. {{limitNote}}.',
    ),
  }),
  procedureStarted: occasion({
    name: t('进入特别程序', 'Special procedure begun'),
    variables: ['applicant', 'item', 'number', 'office', 'procedure', 'due', 'limitNote'],
    needs: ['number', 'procedure', 'due'],
    title: t('办件进入特别程序：{{特别程序}}', 'Your case is in a special procedure: {{procedure}}'),
    body: t(
      '您的办件{{办件编号}}需要{{特别程序}}，预计到{{期限}}结束，所需时间不计入办理期限。{{期限说明}}。',
      'Case {{number}} needs this: {{procedure}}. It should end by {{due}}; the time it takes is not counted. {{limitNote}}.',
    ),
  }),
  procedureEnded: occasion({
    name: t('特别程序结束', 'Special procedure ended'),
    variables: ['applicant', 'item', 'number', 'office', 'procedure', 'finding', 'limitNote'],
    needs: ['number', 'procedure', 'finding'],
    title: t('特别程序已结束：{{特别程序}}', 'The special procedure has ended: {{procedure}}'),
    body: t(
      '您的办件{{办件编号}}的{{特别程序}}已结束，结果：{{程序结果}}。办理期限继续计算。{{期限说明}}。',
      'Case {{number}}: {{procedure}} has ended with this result: {{finding}}. The time counts again. {{limitNote}}.',
    ),
  }),
};
