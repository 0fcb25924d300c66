import type { Text } from '../../../kernel/text.ts';

/** Names of the special procedures of kind B (document 002, chapter 4 (五)). */
export const procedureNames: Readonly<Record<string, Text>> = {
  'site-check': { zh: '实地核查', en: 'On-site check' },
  hearing: { zh: '听证', en: 'Hearing' },
  inspection: { zh: '检验', en: 'Inspection' },
  testing: { zh: '检测', en: 'Testing' },
  quarantine: { zh: '检疫', en: 'Quarantine' },
  appraisal: { zh: '鉴定', en: 'Appraisal' },
  'expert-review': { zh: '专家评审', en: 'Expert review' },
  'technical-review': { zh: '技术审查', en: 'Technical review' },
  'document-review': { zh: '书面审查', en: 'Review of documents' },
  'interested-parties': { zh: '听取利害关系人意见', en: 'Hearing of interested parties' },
  'collective-review': { zh: '集体审查', en: 'Collective review' },
  exam: { zh: '考试考核', en: 'Examination' },
  auction: { zh: '招标与拍卖', en: 'Tender or auction' },
};

/** The one special procedure of kind A. */
export const extensionName: Text = { zh: '延长审批', en: 'Extension of the limit' };

/** 行政许可法 第四十二条第一款: "经本行政机关负责人批准，可以延长十日". */
export const longestExtension = 10;
