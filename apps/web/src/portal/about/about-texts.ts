interface AboutText {
  title: string;
  paragraphs: readonly string[];
}

/** The standing pages behind the footer. */
export const ABOUT: Record<string, { zh: AboutText; en: AboutText }> = {
  accessibility: {
    zh: {
      title: '无障碍声明',
      paragraphs: [
        '本站按照 WCAG 2.2 AA 和《信息技术 互联网内容无障碍可访问性技术要求与测试方法》（GB/T 37668-2019）制作：全部功能可用键盘完成，可放大到 200%，颜色之外总有文字和图标，动画随系统设置停止。',
        '“长辈版”把全部文字和按钮放大一级，减少每页的选择，并可朗读页面。朗读由您的设备完成，文字不会发送到别处。',
        '遇到不便，请拨打 12345，或到云溪区政务服务中心窗口，工作人员会帮您办理。',
      ],
    },
    en: {
      title: 'Accessibility statement',
      paragraphs: [
        'This site follows WCAG 2.2 AA and GB/T 37668-2019: everything works by keyboard and at 200 % text, colour never stands alone, and motion stops when your system asks for it.',
        '“Large text” makes all text and buttons one step larger, offers fewer choices a page and reads the page aloud. Your own device does the reading; no text is sent elsewhere.',
        'If something hinders you, call 12345 or visit the Yunxi District Service Centre.',
      ],
    },
  },
  privacy: {
    zh: {
      title: '个人信息如何使用',
      paragraphs: [
        '我们只在办理您申请的事项时，征得您的同意后，向持有信息的部门查询必要的内容。查询什么、向谁查询、为什么，在开始之前逐项告知（《个人信息保护法》第十三条、第十四条、第十七条）。',
        '每一次查询，包括工作人员查看您的办件，都记在“我的空间 › 谁看过我的数据”，记录不能删改（第四十五条）。',
        '您可以随时撤回同意，更正由您填写的内容；部门登记的内容有误时，可请该部门更正。',
        '本站只使用维持登录、记住语言和字号所必需的 Cookie，不使用任何统计和广告脚本。',
      ],
    },
    en: {
      title: 'How personal data is used',
      paragraphs: [
        'We ask the offices that hold it only for what your application needs, and only with your consent. Before we start you are told what is asked, of whom and why (Personal Information Protection Law, articles 13, 14, 17).',
        'Every look-up, an official opening your case included, is recorded in “My space › Who looked at my data” and cannot be altered (article 45).',
        'You may withdraw your consent at any time and correct what you filled in; what an office has on record is corrected by that office.',
        'Cookies serve only your session, language and text size. There is no tracking and no advertising.',
      ],
    },
  },
  // the text of AGREEMENT_VERSION 1: a change of substance is a new version
  agreement: {
    zh: {
      title: '服务协议（第 1 版）',
      paragraphs: [
        '一、账户。账户实名开立，只供您本人使用。请保管好密码和短信验证码；工作人员不会向您索要。发现他人使用您的账户，请立即拨打 12345。',
        '二、办理。您提交的申请和材料应当真实、合法、完整。符合条件的事项由系统按公开的条件和依据当场作出决定；不符合或无法判断的，由工作人员办理。您可以请工作人员复核系统作出的决定。',
        '三、效力。您在本站以实名身份提交的申请、收到的通知书和电子证照，与纸质的具有同等法律效力（《国务院关于在线政务服务的若干规定》）。',
        '四、个人信息。查询您的信息前另行征得您的同意，并记入“谁看过我的数据”。详见“个人信息如何使用”。',
        '五、通知。办件进展发到“我的空间”，重要的同时发短信到您绑定的手机号。手机号变更后请及时更换。',
        '六、责任。提供虚假材料的，依法承担责任，已作出的决定可以撤销。因本站的差错给您造成损失的，依法赔偿。',
        '七、变更和终止。协议修改后，下次登录时请您重新阅读和同意。您可以到政务服务中心窗口申请停用账户；不同意本协议，不影响您到窗口办理。',
      ],
    },
    en: {
      title: 'Service agreement (version 1)',
      paragraphs: [
        '1. Account. An account is opened in your real name and is for you alone. Keep the password and codes to yourself; no official will ask for them. If somebody else uses your account, call 12345 at once.',
        '2. Applications. What you submit must be true, lawful and complete. Where the published conditions are met the system decides at once; where they are not, or this cannot be told, an official decides. You may ask an official to review a decision of the system.',
        '3. Effect. Applications you submit here in your real name, and the notices and electronic licences you receive, have the same effect in law as those on paper (State Council Provisions on Online Government Services).',
        '4. Personal data. You are asked for consent before your data is looked up, and every look-up stands in “Who looked at my data”. See “How personal data is used”.',
        '5. Notices. News of your cases comes to “My space”, and what matters also by SMS to the number bound to your account. Change that number when yours changes.',
        '6. Liability. Whoever submits false material answers for it in law, and a decision may be revoked. Losses caused by errors of this site are made good as the law provides.',
        '7. Changes and end. When the agreement changes you are asked again at your next sign-in. You may have the account closed at the service hall; without this agreement you can still apply at the hall.',
      ],
    },
  },
  licences: {
    zh: {
      title: '开源许可',
      paragraphs: [
        '秒批以 Apache-2.0 许可开放源代码。',
        '电子证照中嵌入的字形来自思源宋体、思源黑体（Noto Serif SC、Noto Sans SC），按 SIL Open Font License 1.1 使用。页面使用 React、React Router、TanStack Query（MIT 许可）。全部第三方声明见源代码中的 THIRD-PARTY-NOTICES。',
      ],
    },
    en: {
      title: 'Open-source licences',
      paragraphs: [
        'Miaopi is open source under Apache-2.0.',
        'Glyphs embedded in licences come from Noto Serif SC and Noto Sans SC (SIL Open Font License 1.1). The pages use React, React Router and TanStack Query (MIT). See THIRD-PARTY-NOTICES in the source for all notices.',
      ],
    },
  },
};
