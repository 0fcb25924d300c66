import { appeal, occasion, t } from './occasion.ts';

/** A case on its way, as its applicant is told. An item's own words for the first six stand before these. */
export const caseOccasions = {
  submitted: occasion({
    name: t('提交申请', 'Submitted'),
    variables: ['applicant', 'item', 'number', 'queryCode', 'office'],
    needs: ['number'],
    title: t('已收到您的申请', 'We have your application'),
    body: t(
      '{{申请人}}：{{事项}}申请（办件编号 {{办件编号}}，查询码 {{查询码}}）已提交，正在核对。',
      '{{applicant}}: your application “{{item}}” (case {{number}}, query code {{queryCode}}) has been submitted and is being checked.',
    ),
  }),
  accepted: occasion({
    name: t('受理', 'Accepted'),
    variables: ['applicant', 'item', 'number', 'office', 'due'],
    needs: ['number'],
    title: t('受理通知', 'Accepted'),
    body: t(
      '您的{{事项}}申请（{{办件编号}}）已受理，办理期限至 {{期限}}。',
      'Your application “{{item}}” ({{number}}) has been accepted; its limit is {{due}}.',
    ),
  }),
  waiting: occasion({
    name: t('等待核验系统', 'Waits for a register'),
    variables: ['applicant', 'item', 'number', 'office'],
    needs: ['number'],
    title: t('核验系统暂时没有应答', 'A register does not answer'),
    body: t(
      '申请（{{办件编号}}）已保存，系统恢复后自动继续，不用重新申请。',
      'The application ({{number}}) is safe. We go on by ourselves; you need not apply again.',
    ),
  }),
  toPerson: occasion({
    name: t('转工作人员', 'Passed to an official'),
    variables: ['applicant', 'item', 'number', 'office', 'due', 'reason'],
    needs: ['number', 'reason'],
    title: t('转工作人员办理', 'An official will look at it'),
    body: t(
      '申请（{{办件编号}}）由工作人员办理：{{理由}}。办理期限至 {{期限}}。',
      'An official looks at the application ({{number}}): {{reason}}. Its limit is {{due}}.',
    ),
  }),
  granted: occasion({
    name: t('准予，证照办好', 'Granted, the licence is ready'),
    variables: ['applicant', 'item', 'number', 'office', 'licence'],
    needs: ['number'],
    title: t('已办好', 'Your licence is ready'),
    body: t(
      '您的{{事项}}（{{办件编号}}）已准予，证照编号 {{证照编号}}，打开“我的证照”即可出示。',
      'Your application “{{item}}” ({{number}}) is granted: licence {{licence}}. Show it under “My licences”.',
    ),
  }),
  refused: occasion({
    name: t('不予', 'Refused'),
    variables: ['applicant', 'item', 'number', 'office', 'reason', 'review', 'court'],
    needs: ['number', 'reason', 'review', 'court'],
    title: t('不予许可决定书', 'Refusal'),
    body: t(
      `申请（{{办件编号}}）不予许可，理由：{{理由}}。${appeal.zh}`,
      `The application ({{number}}) is refused because: {{reason}}. ${appeal.en}`,
    ),
  }),
  received: occasion({
    name: t('收件', 'Received'),
    variables: ['applicant', 'item', 'number', 'office', 'due'],
    needs: ['number'],
    title: t('已收件，等待受理', 'Received, to be accepted'),
    body: t(
      '您的办件{{办件编号}}已收到，工作人员正在审查材料，{{期限}}前告知是否受理；逾期未告知的，自收到之日起即为受理。',
      'We have case {{number}}; an official is looking at it. You will be told by {{due}} whether it is accepted; if you are told nothing it counts as accepted from the day it came in.',
    ),
  }),
  correction: occasion({
    name: t('补正告知', 'To be corrected'),
    variables: ['applicant', 'item', 'number', 'office', 'due', 'points'],
    needs: ['number', 'points', 'due'],
    title: t('您的申请需要补正', 'Your application needs a correction'),
    body: t(
      '您的办件{{办件编号}}需要补正：{{补正内容}}。请在{{期限}}前按补正告知书更正，只需改这几处，其余内容不变。',
      'Case {{number}} is to be corrected ({{points}}) by {{due}}. Only these are open; everything else stays as it is.',
    ),
  }),
  rejected: occasion({
    name: t('不予受理', 'Not accepted'),
    variables: ['applicant', 'item', 'number', 'office', 'reason', 'review', 'court'],
    needs: ['number', 'reason', 'review', 'court'],
    title: t('申请不予受理', 'Your application is not accepted'),
    body: t(
      `您的办件{{办件编号}}不予受理，理由：{{理由}}。${appeal.zh}`,
      `Case {{number}} is not accepted because: {{reason}}. ${appeal.en}`,
    ),
  }),
  reached: occasion({
    name: t('进入下一环节', 'Reached another step'),
    variables: ['applicant', 'item', 'number', 'office', 'done', 'next'],
    needs: ['number', 'next'],
    title: t('办件进入{{下一环节}}', 'Your case has reached: {{next}}'),
    body: t(
      '您的办件{{办件编号}}的{{已完成环节}}已完成，现在是{{下一环节}}。',
      'Case {{number}}: {{done}} is done; it is now at {{next}}.',
    ),
  }),
  corrected: occasion({
    name: t('补正已收到', 'Correction received'),
    variables: ['applicant', 'item', 'number', 'office', 'note'],
    needs: ['number'],
    title: t('补正已收到', 'Your correction has been received'),
    body: t(
      '您的办件{{办件编号}}的补正已收到{{补充说明}}，正在重新核对。',
      'The correction of case {{number}} has been received{{note}}; it is being checked anew.',
    ),
  }),
  filedForYou: occasion({
    name: t('部门代为申报', 'Filed by a department'),
    variables: ['applicant', 'item', 'number', 'office', 'department', 'ground'],
    needs: ['number', 'department', 'ground'],
    title: t('{{部门}}已为您申报', '{{department}} has filed for you'),
    body: t(
      '{{部门}}为您申报了“{{事项}}”，办件编号{{办件编号}}。依据：{{依据}}。进度和结果都在您的空间里；不同意的，可以在办件页面撤回申请。',
      '{{department}} filed “{{item}}” for you, case {{number}}. Ground: {{ground}}. You follow it in your space; if you do not agree, withdraw it on the page of the case.',
    ),
  }),
  forwarded: occasion({
    name: t('转报上级', 'Sent up'),
    variables: ['applicant', 'item', 'number', 'office', 'department', 'reason'],
    needs: ['number', 'department'],
    title: t('办件已转报{{部门}}', 'Your case was sent up to {{department}}'),
    body: t(
      '您的办件{{办件编号}}已连同全部材料转报{{部门}}审定，理由：{{理由}}。办理期限不变。',
      'Case {{number}} was sent with its file to {{department}}, which decides, because: {{reason}}. Its limit stays as it is.',
    ),
  }),
  withdrawn: occasion({
    name: t('撤回申请', 'Withdrawn'),
    variables: ['applicant', 'item', 'number', 'office'],
    needs: ['number'],
    title: t('申请已撤回', 'Your application is withdrawn'),
    body: t(
      '您的办件{{办件编号}}已按您的请求撤回，不再办理。需要时可以重新申请，已填的内容会自动带出。',
      'Case {{number}} was withdrawn as you asked and is handled no further. You can apply again; what you filled in is offered again.',
    ),
  }),
  abandoned: occasion({
    name: t('逾期未补正，终止办理', 'Ended: not corrected in time'),
    variables: ['applicant', 'item', 'number', 'office', 'due'],
    needs: ['number'],
    title: t('逾期未补正，已终止办理', 'Not corrected in time; the case is ended'),
    body: t(
      '您的办件{{办件编号}}在{{期限}}前没有补正，已终止办理。需要时可以重新申请，已填的内容会自动带出。',
      'Case {{number}} was not corrected by {{due}} and is ended. You can apply again; what you filled in is offered again.',
    ),
  }),
  migrated: occasion({
    name: t('换用事项新版本', 'Moved to a newer version'),
    variables: ['applicant', 'item', 'number', 'office', 'version', 'reason', 'note'],
    needs: ['number', 'reason'],
    title: t('您的办件改按事项的新版本办理', 'Your case goes on under a newer version of its service'),
    body: t(
      '您的办件{{办件编号}}（{{事项}}）改按该事项的第{{版本}}版办理，原因：{{理由}}。已经出具的文书不变{{补充说明}}。',
      'Case {{number}} ({{item}}) goes on under version {{version}} of this service, because: {{reason}}. Papers already issued stay as they are{{note}}.',
    ),
  }),
  filedThere: occasion({
    name: t('已在垂直系统提交', 'Filed in a vertical system'),
    variables: ['applicant', 'item', 'number', 'office', 'system'],
    needs: ['number'],
    title: t('已在对方系统提交', 'Filed in the other system'),
    body: t(
      '您的办件{{办件编号}}已在“{{办理系统}}”提交，等待受理。进度会回到这里。',
      'Case {{number}} has been filed in “{{system}}” and waits to be accepted. You see here how far it is.',
    ),
  }),
  withdrawnThere: occasion({
    name: t('已在垂直系统撤回', 'Withdrawn in a vertical system'),
    variables: ['applicant', 'item', 'number', 'office', 'system'],
    needs: ['number'],
    title: t('申请已撤回', 'Your application is withdrawn'),
    body: t(
      '您的办件{{办件编号}}已在“{{办理系统}}”撤回，不再办理。',
      'Case {{number}} was withdrawn in “{{system}}” and is handled no further.',
    ),
  }),
  issuedThere: occasion({
    name: t('垂直系统已办好', 'Issued in a vertical system'),
    variables: ['applicant', 'item', 'number', 'office', 'result', 'licence', 'note'],
    needs: ['number'],
    title: t('{{结果名称}}已办好', 'Your result is ready'),
    body: t(
      '您的办件{{办件编号}}已办结，{{结果名称}}（编号 {{证照编号}}）已办好。{{补充说明}}',
      'Case {{number}} is closed: {{result}} (number {{licence}}) is ready. {{note}}',
    ),
  }),
};
