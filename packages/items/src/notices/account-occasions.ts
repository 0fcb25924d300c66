import { occasion, t } from './occasion.ts';

/** The account of a person, what he shares with others, and what he complained of. */
export const accountOccasions = {
  mobileChanged: occasion({
    name: t('更换手机号', 'Mobile number changed'),
    variables: ['oldMobile', 'newMobile'],
    needs: ['newMobile'],
    title: t('绑定手机号已更换', 'Your mobile number was changed'),
    body: t(
      '您账户的手机号已由 {{原手机号}} 更换为 {{新手机号}}。如非本人操作，请立即拨打 12345 或到政务服务中心窗口。',
      'The mobile number of your account was changed from {{oldMobile}} to {{newMobile}}. If this was not you, call 12345 at once or go to the service hall.',
    ),
  }),
  accountDisabled: occasion({
    name: t('账户停用', 'Account disabled'),
    variables: ['reason'],
    needs: ['reason'],
    title: t('账户已停用', 'Your account is disabled'),
    body: t(
      '您的账户已停用，原因：{{理由}}。如有疑问，请拨打 12345 或到政务服务中心窗口。',
      'Your account is disabled. Reason: {{reason}}. Questions: call 12345 or ask at the service hall.',
    ),
  }),
  accountEnabled: occasion({
    name: t('账户恢复', 'Account open again'),
    variables: [],
    needs: [],
    title: t('账户已恢复使用', 'Your account is open again'),
    body: t(
      '您的账户已解除停用，可以登录。如非您本人申请，请立即拨打 12345。',
      'Your account is no longer disabled and you can sign in. If you did not ask for this, call 12345 at once.',
    ),
  }),
  experiencePublished: occasion({
    name: t('办事经验公开', 'Experience published'),
    variables: ['item'],
    needs: ['item'],
    title: t('您分享的办事经验已公开', 'Your experience is published'),
    body: t(
      '您分享的“{{事项}}”办事经验已在办事指南中公开，姓名已隐去。感谢您帮助后来的人。',
      'Your experience with “{{item}}” now stands on its guide, your name hidden. Thank you for helping those who come next.',
    ),
  }),
  experienceDeclined: occasion({
    name: t('办事经验未公开', 'Experience not published'),
    variables: ['item', 'reason'],
    needs: ['item', 'reason'],
    title: t('您分享的办事经验未公开', 'Your experience is not published'),
    body: t(
      '您分享的“{{事项}}”办事经验没有公开。理由：{{理由}}。您可以改写后再分享。',
      'Your experience with “{{item}}” is not published. Reason: {{reason}}. You may write it anew.',
    ),
  }),
  complaintAnswered: occasion({
    name: t('投诉已答复', 'Complaint answered'),
    variables: ['office', 'complaint'],
    needs: ['complaint'],
    title: t('您的投诉已答复', 'Your complaint has been answered'),
    body: t(
      '{{办理单位}}已答复您的投诉（{{投诉编号}}），请登录后在“我的空间 · 投诉”查看。',
      '{{office}} has answered your complaint ({{complaint}}). Sign in and read the answer under “My space”, Complaints.',
    ),
  }),
};
