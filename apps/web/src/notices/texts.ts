import type { NoticeChannel, NoticeKind } from '@miaopi/contracts';
import { useLang } from '../texts/lang.tsx';

type Delivery = 'pending' | 'sent' | 'delivered' | 'failed' | 'unknown';

const zh = {
  channel: { sms: '短信', email: '邮件', push: '浏览器通知' } satisfies Record<NoticeChannel, string>,
  kind: {
    decision: '受理、补正与决定',
    progress: '办理进度',
    limit: '期限提醒',
    signing: '文件签署',
    appointment: '预约',
    licence: '证照',
    conversation: '办件中的留言',
    task: '待办工作',
    other: '其他消息',
  } satisfies Record<NoticeKind, string>,
  state: {
    pending: '待发',
    sent: '已发出',
    delivered: '已送达',
    failed: '没有送到',
    unknown: '发出后没有回音',
  } satisfies Record<Delivery, string>,
  held: (time: string) => `免打扰，${time} 后发`,
  why: (error: string): string => {
    if (error === 'no mobile number') return '没有绑定手机号';
    if (error === 'no confirmed address') return '没有确认过的邮箱';
    if (error.includes('browser')) return '浏览器已关闭通知';
    if (/UNDELIV|EXPIRED|DELETED|REJECTD/.test(error)) return '运营商没有送到手机';
    if (/0xb\b/.test(error)) return '手机号无法接收';
    if (/SMTP 5/.test(error)) return '邮箱拒收';
    return '通道故障';
  },
  tab: '通知设置',
  lead: '每条消息都会放在“消息”里。这里选择另外怎样告诉您。',
  language: '通知语言',
  languages: { zh: '中文', en: 'English' },
  byKind: '哪些事用哪种方式',
  kindColumn: '事情',
  on: (kind: string, channel: string) => `${kind}：${channel}`,
  lawful: '法律要求告知，短信不能关闭',
  lawfulShort: '必发',
  urgent: '免打扰时段也会发',
  quiet: '免打扰时段',
  quietOn: '在这段时间里先不发短信和浏览器通知',
  quietFrom: '从',
  quietTo: '到',
  quietHint: '这段时间的短信和浏览器通知等到结束时再发。邮件照发；预约的变化和提醒、登录验证码不等。',
  save: '保存',
  saved: '已保存',
  email: '邮箱',
  noEmail: '还没有邮箱。填写后会收到一封确认邮件。',
  emailOff: '这里还没有开通邮件通知。',
  emailAsked: (address: string) => `确认邮件已发到 ${address}，24 小时内打开里面的链接即可。`,
  address: '邮箱地址',
  badAddress: '请填写完整的邮箱地址，如 wang@example.com',
  sendLink: '发送确认邮件',
  sendAgain: '再发一次',
  changeEmail: '更换邮箱',
  removeEmail: '移除邮箱',
  cancel: '取消',
  push: '浏览器通知',
  pushText: '有新消息时在这台设备上提示，不显示办件内容。',
  pushHere: '在这个浏览器开通',
  pushIsHere: '这个浏览器已开通',
  pushDenied: '浏览器已禁止本站通知，请先在浏览器的网站设置里允许。',
  pushUnable: '这个浏览器不支持通知，或没有安全连接（https）。',
  pushFailed: '没有开通成功：浏览器的推送服务没有应答，请稍后再试。',
  browsers: '已开通的浏览器',
  since: (time: string) => `${time} 开通`,
  remove: '移除',
  mobile: '短信发到',
  noMobile: '没有绑定手机号，短信发不出去。',
  noEmailYet: '还没有确认过的邮箱：在下面填写并确认以后，“邮件”一栏才起作用。',
  confirming: '正在确认邮箱',
  confirmed: '邮箱已确认',
  confirmedText: '以后的通知也会发到这个邮箱。',
  confirmFailed: '邮箱没有确认',
  toSettings: '通知设置',
  told: '告知申请人的消息',
  toldNone: '还没有发过消息。',
  toldRead: '已读',
  toldUnread: '未读',
};

const en: typeof zh = {
  channel: { sms: 'SMS', email: 'E-mail', push: 'Browser' },
  kind: {
    decision: 'Acceptance, correction, decision',
    progress: 'Progress of a case',
    limit: 'Limits',
    signing: 'Documents to sign',
    appointment: 'Appointments',
    licence: 'Licences',
    conversation: 'Messages in a case',
    task: 'Work to do',
    other: 'Everything else',
  },
  state: {
    pending: 'on its way',
    sent: 'sent',
    delivered: 'arrived',
    failed: 'not delivered',
    unknown: 'sent, no answer',
  },
  held: (time) => `quiet hours, goes out after ${time}`,
  why: (error) => {
    if (error === 'no mobile number') return 'no mobile number is bound';
    if (error === 'no confirmed address') return 'no confirmed address';
    if (error.includes('browser')) return 'the browser has ended it';
    if (/UNDELIV|EXPIRED|DELETED|REJECTD/.test(error)) return 'the operator could not deliver it';
    if (/0xb\b/.test(error)) return 'the number can’t be reached';
    if (/SMTP 5/.test(error)) return 'the mail box refused it';
    return 'the channel failed';
  },
  tab: 'Notice settings',
  lead: 'Every message stands under Messages. Choose here how else you are told.',
  language: 'Language of notices',
  languages: { zh: '中文', en: 'English' },
  byKind: 'What goes by which way',
  kindColumn: 'About',
  on: (kind, channel) => `${kind}: ${channel}`,
  lawful: 'The law has you told; SMS can’t be turned off',
  lawfulShort: 'Always',
  urgent: 'Goes out in quiet hours too',
  quiet: 'Quiet hours',
  quietOn: 'Hold SMS and browser notices in these hours',
  quietFrom: 'From',
  quietTo: 'To',
  quietHint:
    'They go out when the hours end. E-mail goes at once, and so do changes and reminders of appointments, and codes for signing in.',
  save: 'Save',
  saved: 'Saved',
  email: 'E-mail',
  noEmail: 'No address yet. Enter one, and we send it a link to confirm.',
  emailOff: 'E-mail is not set up here.',
  emailAsked: (address) => `A link was sent to ${address}. Open it within 24 hours.`,
  address: 'E-mail address',
  badAddress: 'Enter the whole address, such as wang@example.com',
  sendLink: 'Send the link',
  sendAgain: 'Send it again',
  changeEmail: 'Change the address',
  removeEmail: 'Remove the address',
  cancel: 'Cancel',
  push: 'Browser notices',
  pushText: 'A note on this device when there is a new message. It says nothing of your case.',
  pushHere: 'Turn on in this browser',
  pushIsHere: 'On in this browser',
  pushDenied: 'The browser blocks notices of this site. Allow them in its site settings first.',
  pushUnable: 'This browser can’t show notices, or the connection is not secure (https).',
  pushFailed: 'It did not work: the push service of the browser does not answer. Try again later.',
  browsers: 'Browsers that show your notices',
  since: (time) => `since ${time}`,
  remove: 'Remove',
  mobile: 'SMS go to',
  noMobile: 'No mobile number is bound, so no SMS can reach you.',
  noEmailYet: 'No address is confirmed: the column of e-mail works once you have given and confirmed one below.',
  confirming: 'Confirming your address',
  confirmed: 'Your address is confirmed',
  confirmedText: 'Notices go there too from now on.',
  confirmFailed: 'The address was not confirmed',
  toSettings: 'Notice settings',
  told: 'What the applicant was told',
  toldNone: 'Nothing so far.',
  toldRead: 'read',
  toldUnread: 'not read',
};

export type NoticeTexts = typeof zh;

export function useNoticeTexts(): NoticeTexts {
  return useLang().lang === 'en' ? en : zh;
}
