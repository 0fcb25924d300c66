import { defineErrors } from '../../kernel/errors.ts';

export const sealsErrors = defineErrors('seals', {
  keys_locked: {
    kind: 'bug',
    title: { zh: '印章密钥无法打开', en: 'The seal keys cannot be opened' },
    remedy: {
      zh: '请恢复数据目录中的 keys/wrap.key，或设置与制章时相同的 KEY_PASSPHRASE。',
      en: 'Restore keys/wrap.key of the data folder, or set the KEY_PASSPHRASE the keys were made under.',
    },
  },
  no_seal: {
    kind: 'unready',
    title: { zh: '该机关没有可用的电子印章', en: 'This office has no electronic seal in force' },
    remedy: { zh: '请由印章管理员制发或换发印章。', en: 'Have the keeper of seals make or renew it.' },
  },
  not_granted: {
    kind: 'unready',
    title: { zh: '该事项没有系统用印授权', en: 'The system may not use this seal for this item' },
    remedy: { zh: '请先完成风险评估并登记系统授权。', en: 'Assess the risk and register the grant first.' },
  },
  sealed_already: {
    kind: 'conflict',
    title: { zh: '该证照已经用印', en: 'This licence has been sealed already' },
  },
});
