import { occasion, t } from './occasion.ts';

/** What becomes of a decision after it was made. */
export const decisionOccasions = {
  decisionCorrected: occasion({
    name: t('更正决定', 'Decision corrected'),
    variables: ['applicant', 'item', 'number', 'office', 'corrected', 'reason', 'document'],
    needs: ['number', 'reason', 'document'],
    title: t('决定中的错误已更正', 'An error in your decision was corrected'),
    body: t(
      '您的办件{{办件编号}}的{{更正对象}}有误，已更正。理由：{{理由}}。更正通知书（{{文书号}}）在办件页面，决定的结果不变。',
      'An error in {{corrected}} of case {{number}} was corrected, because: {{reason}}. The notice ({{document}}) is on the page of the case; the outcome is the same.',
    ),
  }),
  revocationProposed: occasion({
    name: t('拟撤销等告知', 'Revocation intended'),
    variables: ['applicant', 'item', 'number', 'office', 'ending', 'reason', 'due'],
    needs: ['number', 'reason', 'due'],
    title: t('拟{{处理决定}}准予决定，请在{{期限}}前陈述、申辩', 'Your grant may be revoked: answer by {{due}}'),
    body: t(
      '您的办件{{办件编号}}的准予决定拟予{{处理决定}}。理由：{{理由}}。您可以在{{期限}}前在办件页面陈述、申辩，或者要求听证。',
      'The grant of case {{number}} is about to be revoked, because: {{reason}}. Until {{due}} you may answer, or ask to be heard, on the page of the case.',
    ),
  }),
  grantStands: occasion({
    name: t('决定继续有效', 'Grant stands'),
    variables: ['applicant', 'item', 'number', 'office', 'reason'],
    needs: ['number'],
    title: t('准予决定继续有效', 'Your grant stands'),
    body: t(
      '您的办件{{办件编号}}的准予决定不再拟予撤销，继续有效。{{理由}}',
      'The grant of case {{number}} is not revoked and stands. {{reason}}',
    ),
  }),
  decisionRevoked: occasion({
    name: t('撤销、撤回、注销', 'Grant ended'),
    variables: ['applicant', 'item', 'number', 'office', 'ending', 'reason', 'document', 'review', 'court'],
    needs: ['number', 'reason', 'document', 'review', 'court'],
    title: t('准予决定已{{处理决定}}', 'Your grant has ended: {{ending}}'),
    body: t(
      '您的办件{{办件编号}}的准予决定已{{处理决定}}（{{文书号}}），证照不再有效。理由：{{理由}}。如有异议，可以自收到决定书之日起六十日内向{{复议机关}}申请行政复议，或者六个月内向{{管辖法院}}提起行政诉讼。',
      'The grant of case {{number}} has ended ({{ending}}, {{document}}); the licence is no longer valid. Reason: {{reason}}. You may ask {{review}} for review within 60 days, or bring an action in {{court}} within six months.',
    ),
  }),
  reopened: occasion({
    name: t('重新办理', 'Decided anew'),
    variables: ['applicant', 'item', 'number', 'office', 'order', 'orderedBy', 'note'],
    needs: ['number', 'order'],
    title: t('您的办件重新办理', 'Your case is decided anew'),
    body: t(
      '根据{{命令机关}}的{{命令文书}}，您的办件{{办件编号}}重新办理{{补充说明}}。材料不需要重新提交。',
      'By {{order}} of {{orderedBy}}, case {{number}} is decided anew{{note}}. Nothing needs to be handed in again.',
    ),
  }),
  receivedAnew: occasion({
    name: t('重新审查是否受理', 'Looked at anew'),
    variables: ['applicant', 'item', 'number', 'office', 'order', 'orderedBy', 'note'],
    needs: ['number', 'order'],
    title: t('您的申请重新审查是否受理', 'Your application is looked at anew'),
    body: t(
      '根据{{命令机关}}的{{命令文书}}，不予受理决定不再执行，您的办件{{办件编号}}重新审查{{补充说明}}。材料不需要重新提交。',
      'By {{order}} of {{orderedBy}}, the decision not to accept case {{number}} stands no more and it is looked at anew{{note}}. Nothing needs to be handed in again.',
    ),
  }),
};
