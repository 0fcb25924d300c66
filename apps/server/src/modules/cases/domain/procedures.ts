import type { Text } from '../../../kernel/text.ts';

/** The one special procedure of kind A. */
export const extensionName: Text = { zh: '延长审批', en: 'Extension of the limit' };

/** 行政许可法 第四十二条第一款: "经本行政机关负责人批准，可以延长十日". */
export const longestExtension = 10;
