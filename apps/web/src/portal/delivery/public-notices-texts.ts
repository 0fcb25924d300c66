const zh = {
  title: '公告送达',
  lead: '证件没有送到、又联系不上本人时，在这里公告三十日，期满视为送达。',
  none: '目前没有公告',
  noneText: '需要公告送达的证件会列在这里。',
  body: (office: string, until: string) =>
    `请持证人带身份证到${office}窗口领取。公告期至 ${until}，期满视为送达；期满后仍可领取。`,
};
const en: typeof zh = {
  title: 'Public notices',
  lead: 'When a licence came back and its holder cannot be reached, it is announced here for thirty days and then counts as delivered.',
  none: 'There are no notices now',
  noneText: 'Licences that have to be delivered by public notice are listed here.',
  body: (office, until) =>
    `Collect it at the desk of ${office} with your identity card. The notice runs until ${until} and then counts as delivery; it can be collected afterwards too.`,
};
export const NOTICES = { zh, en } as const;
