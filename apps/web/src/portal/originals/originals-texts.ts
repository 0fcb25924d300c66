import { useLang } from '../../texts/lang.tsx';

/** Texts of modes, visits and originals, both languages in one form. */
const zh = {
  title: '办理模式',
  visits: '到现场',
  planned: (n: number) => (n === 0 ? '不用到现场' : `需到现场 ${n} 次`),
  made: (n: number) => `已到 ${n} 次`,
  originals: '要出示的原件',
  where: '地点',
  until: (day: string) => `请在 ${day}前带来`,
  states: { 'to-show': '待核对', equal: '已核对一致', differs: '不一致' } as Record<string, string>,
  seenBy: (name: string, copies: number) => `${name}核对${copies > 0 ? `，收复印件 ${copies} 份` : ''}`,
  bring: '预审通过，请带原件到窗口',
  bringText: (day: string) => `您上传的材料已通过预审。请在 ${day}前带原件到窗口核对，核对一致后受理。`,
  atCollection: '领取结果时出示原件，现在不用来。',
  here: '这里怎么办',
  preCheckTell: '提交后先在网上预审；通过后我们通知您带原件到窗口核对一次，再受理。',
  collectionTell: '网上受理和办理；到窗口领取结果时出示原件。',
  guideWhen: (n: number) => (n === 0 ? '不用到现场' : `到现场 ${n} 次`),
  guideBring: '带原件：',
};

const en: typeof zh = {
  title: 'How it is handled',
  visits: 'Visits',
  planned: (n) => (n === 0 ? 'no visit' : `${n} ${n === 1 ? 'visit' : 'visits'} needed`),
  made: (n) => `${n} made`,
  originals: 'Originals to show',
  where: 'Where',
  until: (day) => `Bring them by ${day}`,
  states: { 'to-show': 'to be shown', equal: 'seen, agrees', differs: 'differs' },
  seenBy: (name, copies) =>
    `seen by ${name}${copies > 0 ? `, ${copies} ${copies === 1 ? 'copy' : 'copies'} taken` : ''}`,
  bring: 'Pre-check passed: bring the originals',
  bringText: (day) =>
    `What you uploaded has passed the pre-check. Bring the originals to the window by ${day}; it is accepted once they agree.`,
  atCollection: 'Show the originals when you collect the result; there is no need to come before.',
  here: 'How this one is handled',
  preCheckTell:
    'It is looked at online first. When it has passed you are asked to bring the originals to the window once, and then it is accepted.',
  collectionTell: 'It is accepted and handled online; show the originals when you collect the result at the counter.',
  guideWhen: (n) => (n === 0 ? 'no visit' : `${n} ${n === 1 ? 'visit' : 'visits'}`),
  guideBring: 'Bring the original of: ',
};

export function useOriginalsTexts(): typeof zh {
  const { lang } = useLang();
  return lang === 'zh' ? zh : en;
}
