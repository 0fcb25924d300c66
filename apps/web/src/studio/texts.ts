import { useLang } from '../texts/lang.tsx';

/** Chinese texts of the studio's frame; each section has texts of its own beside its pages. */
const zh = {
  title: '工坊',
  nav: '工坊导航',
  toSealWork: '待我加盖 →',
  gate: {
    title: '登录工坊',
    lead: '工坊供管理人员配置和监管事项、证照与印章。',
    notStaff: '当前账号不是工作人员账号',
    notStaffText: '请退出后，用单位为您开通的工作人员账号登录。个人和企业的印章在门户“我的印章”中办理。',
    noRole: '您的岗位在工坊没有可以办理的内容',
    noRoleText:
      '印章由印章管理员、印章审批、制章岗和安全审计办理，证照目录和批量制证由审批人员和单位负责人办理，共享系统由平台运维办理。需要时请联系本单位管理员调整岗位。',
    signOut: '退出登录',
    toPortal: '去门户',
    toWork: '去工作台',
  },
};

const en: typeof zh = {
  title: 'Studio',
  nav: 'Studio',
  toSealWork: 'Waiting for my seal →',
  gate: {
    title: 'Sign in to the studio',
    lead: 'The studio is where managers set up and watch over items, licences and seals.',
    notStaff: 'This is not an account of staff',
    notStaffText:
      'Sign out, then sign in with the account your office gave you. People and firms find their seals under My seals in the portal.',
    noRole: 'There is nothing in the studio for your post',
    noRoleText:
      'Seals are handled by keepers of seals, seal approvers, seal makers and security auditors, the licence catalogue and batches by approvers and heads of offices, sharing by the operator. Ask your office to change your post if need be.',
    signOut: 'Sign out',
    toPortal: 'To the portal',
    toWork: 'To the workbench',
  },
};

export function useStudioTexts(): typeof zh {
  return useLang().lang === 'en' ? en : zh;
}
