import { occasion, t } from './occasion.ts';

/** The result on its way to the applicant, and papers on theirs to the office and back. */
export const deliveryOccasions = {
  ready: occasion({
    name: t('可以领取', 'Ready at the counter'),
    variables: ['result', 'office', 'code'],
    needs: ['code'],
    title: t('证件可以领取了', 'Ready to be collected'),
    body: t(
      '您的{{结果名称}}可以到{{办理单位}}窗口领取，请带身份证，或者出示取件码 {{取件码}}。',
      'Your {{result}} can be collected at the desk of {{office}}. Bring your identity card, or show the code {{code}}.',
    ),
  }),
  sent: occasion({
    name: t('已交寄', 'Sent'),
    variables: ['result', 'office', 'waybill'],
    needs: ['waybill'],
    title: t('证件已交寄', 'On its way to you'),
    body: t(
      '您的{{结果名称}}已交寄，运单号 {{运单号}}，可以在办件页面查看进度。',
      'Your {{result}} has been sent, waybill {{waybill}}; see the page of your case.',
    ),
  }),
  delivered: occasion({
    name: t('已签收', 'Delivered'),
    variables: ['result', 'office', 'receivedBy'],
    needs: [],
    title: t('证件已签收', 'Delivered'),
    body: t(
      '您的{{结果名称}}已由{{签收人}}签收。如非本人或家人签收，请联系{{办理单位}}。',
      'Your {{result}} was received by {{receivedBy}}. If that was not you or your family, contact {{office}}.',
    ),
  }),
  cameBack: occasion({
    name: t('寄送退回', 'Came back'),
    variables: ['result', 'office', 'code'],
    needs: [],
    title: t('证件没有送到', 'It could not be delivered'),
    body: t(
      '您的{{结果名称}}没有送到，已退回{{办理单位}}。工作人员会联系您重新寄送；也可以带身份证或者凭取件码 {{取件码}} 到窗口领取。',
      'Your {{result}} could not be delivered and came back to {{office}}. They will contact you; you may also collect it with your identity card or the code {{code}}.',
    ),
  }),
  papersOpened: occasion({
    name: t('寄来的材料已清点', 'Papers opened'),
    variables: ['number', 'office', 'waybill', 'papers', 'note'],
    needs: ['number', 'papers'],
    title: t('您寄来的材料已开拆清点', 'The papers you sent were opened'),
    body: t(
      '办件{{办件编号}}，运单{{运单号}}。{{清点结果}}{{补充说明}}',
      'Case {{number}}, waybill {{waybill}}.{{papers}}{{note}}',
    ),
  }),
  papersLate: occasion({
    name: t('寄出的材料没有到', 'Papers not come'),
    variables: ['number', 'office', 'waybill'],
    needs: ['number'],
    title: t('您寄出的材料还没有到', 'Your papers have not come yet'),
    body: t(
      '办件{{办件编号}}的材料（运单{{运单号}}）已有多日没有进度，请向快递公司查询。按期交寄的，途中耽误不算超过期限。',
      'Nothing was heard for days of the papers of case {{number}} (waybill {{waybill}}). Please ask the carrier. Posted in time is in time.',
    ),
  }),
  papersReturned: occasion({
    name: t('寄出的材料退回', 'Papers come back'),
    variables: ['number', 'office', 'waybill'],
    needs: ['number'],
    title: t('您寄出的材料被退回', 'Your papers are on their way back'),
    body: t(
      '办件{{办件编号}}的材料（运单{{运单号}}）没有送到，已退回给您。请重新寄送，或者带到窗口。',
      'The papers of case {{number}} (waybill {{waybill}}) could not be delivered and come back to you. Send them again, or bring them.',
    ),
  }),
  papersLost: occasion({
    name: t('寄出的材料丢失', 'Papers lost'),
    variables: ['number', 'office', 'waybill'],
    needs: ['number'],
    title: t('您寄出的材料丢失', 'Your papers are lost'),
    body: t(
      '办件{{办件编号}}的材料（运单{{运单号}}）在途中丢失。请尽快联系{{办理单位}}，或者重新寄送。',
      'The papers of case {{number}} (waybill {{waybill}}) were lost on their way. Please contact {{office}} soon, or send them again.',
    ),
  }),
  originalsBackAtCounter: occasion({
    name: t('原件在窗口退还', 'Originals back at the counter'),
    variables: ['number', 'office', 'collector'],
    needs: ['number', 'collector'],
    title: t('您的原件已退还', 'Your originals were given back'),
    body: t(
      '办件{{办件编号}}的原件已在窗口退还，领取人{{领取人}}。',
      'The originals of case {{number}} were given back at the counter to {{collector}}.',
    ),
  }),
  originalsSentBack: occasion({
    name: t('原件寄还', 'Originals sent back'),
    variables: ['number', 'office', 'waybill'],
    needs: ['number', 'waybill'],
    title: t('您的原件已退还', 'Your originals were given back'),
    body: t(
      '办件{{办件编号}}的原件已寄还，运单{{运单号}}。',
      'The originals of case {{number}} were sent back to you, waybill {{waybill}}.',
    ),
  }),
};
