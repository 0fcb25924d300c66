import { useLang } from '../../texts/lang.tsx';

const zh = {
  original: '原件',
  copy: '复印件',
  originalSigned: (n: number) => `原件 · ${n} 枚签章有效`,
  altered: '存储的文件与收到时不一致，请勿使用',
  wrongNow: '现在核验未通过',
  more: '验章详情',
  signer: '签章',
  signedAt: '签章时间',
  received: '收到时间',
  digest: '文件摘要（SM3）',
  intact: '与收到时逐字节一致',
  pages: '查看版面',
  page: (n: number, all: number) => `第 ${n} 页，共 ${all} 页`,
  earlier: '上一页',
  later: '下一页',
  close: '关闭',
  print: '打印（带打印件说明）',
};

const en: typeof zh = {
  original: 'Original',
  copy: 'Copy',
  originalSigned: (n: number) => `Original · ${n === 1 ? '1 seal holds' : `${n} seals hold`}`,
  altered: 'The stored file is not what was received; do not use it',
  wrongNow: 'It does not hold today',
  more: 'About its seals',
  signer: 'Sealed by',
  signedAt: 'at',
  received: 'Received',
  digest: 'Digest (SM3)',
  intact: 'byte for byte as received',
  pages: 'See its pages',
  page: (n: number, all: number) => `Page ${n} of ${all}`,
  earlier: 'Previous page',
  later: 'Next page',
  close: 'Close',
  print: 'Print (with the note of a print-out)',
};

export function useMaterialsTexts(): typeof zh {
  return useLang().lang === 'en' ? en : zh;
}
