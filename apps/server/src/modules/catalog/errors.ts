import { defineErrors } from '../../kernel/errors.ts';

export const catalogErrors = defineErrors('catalog', {
  item_missing: {
    kind: 'missing',
    title: { zh: '没有这个事项', en: 'There is no such item' },
    remedy: { zh: '事项可能已调整，请在首页搜索。', en: 'It may have changed; search for it on the home page.' },
  },
  package_faulty: {
    kind: 'invalid',
    title: { zh: '事项包有错误，未发布', en: 'The item package has faults and was not published' },
    remedy: { zh: '请按所列位置改正后重试。', en: 'Mend the places listed and try again.' },
  },
});
