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
    remedy: {
      zh: '请由印章管理员申领、启用或换发印章。',
      en: 'Have the keeper of seals apply for it, activate it or renew it.',
    },
  },
  not_granted: {
    kind: 'unready',
    title: { zh: '没有有效的用印授权', en: 'There is no permission in force to use this seal' },
    remedy: {
      zh: '请先完成风险评估并登记系统授权，或由印章管理员加盖。',
      en: 'Assess the risk and register the grant first, or have the keeper set the seal.',
    },
  },
  sealed_already: {
    kind: 'conflict',
    title: { zh: '该文件已经用印', en: 'This file has been sealed already' },
  },
  seal_missing: { kind: 'missing', title: { zh: '没有找到该印章', en: 'There is no such seal' } },
  application_missing: { kind: 'missing', title: { zh: '没有找到该申请', en: 'There is no such application' } },
  file_missing: {
    kind: 'missing',
    title: { zh: '没有找到该文件', en: 'There is no such file' },
    remedy: { zh: '文件可能已清理，请重新上传。', en: 'It may have been swept. Upload it again.' },
  },
  file_refused: {
    kind: 'invalid',
    title: { zh: '不接受这种文件', en: 'This kind of file is not accepted' },
    remedy: {
      zh: '印模请上传 PNG 或 JPEG 图片，证明材料请上传 PDF、PNG 或 JPEG，单个文件不超过 10 MB。',
      en: 'Upload the impression as a PNG or JPEG picture, evidence as PDF, PNG or JPEG, at most 10 MB each.',
    },
  },
  impression_unusable: {
    kind: 'invalid',
    title: { zh: '印模图片不能使用', en: 'The picture of the impression cannot be used' },
    remedy: {
      zh: '请用白纸盖章，以 300 dpi 以上扫描为 PNG，印章完整、居中，或填写测量的宽度。',
      en: 'Set the seal on white paper, scan it to PNG at 300 dpi or more with the whole seal in it, or give its measured width.',
    },
  },
  application_open: {
    kind: 'conflict',
    title: { zh: '已有同一印章的申请正在办理', en: 'An application for the same seal is open already' },
    remedy: { zh: '请等待办理结果，或先撤回原申请。', en: 'Wait for its outcome, or withdraw it first.' },
  },
  seal_in_force: {
    kind: 'conflict',
    title: { zh: '已有同名的有效印章', en: 'There is a seal of this name in force already' },
    remedy: {
      zh: '到期前六十日起可以申请换发；遗失的请先挂失。',
      en: 'Its renewal may be asked for from 60 days before its end; report it first when it is lost.',
    },
  },
  not_renewable: {
    kind: 'unready',
    title: { zh: '该印章现在不能换发', en: 'This seal cannot be renewed now' },
    remedy: {
      zh: '使用中的印章从到期前六十日起可以申请换发。',
      en: 'A seal in use may be renewed from 60 days before its end.',
    },
  },
  wrong_state: {
    kind: 'unready',
    title: { zh: '当前状态不能进行此操作', en: 'This is not possible in the present state' },
    remedy: { zh: '请刷新页面查看最新状态。', en: 'Reload the page to see the latest state.' },
  },
  same_person: {
    kind: 'denied',
    title: { zh: '须由另一人办理', en: 'Another person has to do this' },
    remedy: {
      zh: '申请与审批、提出与确认不能是同一人。',
      en: 'Who applies does not approve, and who proposes does not confirm.',
    },
  },
  not_yours: {
    kind: 'denied',
    title: { zh: '您不能办理此项', en: 'This is not for you to do' },
    remedy: {
      zh: '企业印章由法定代表人申领；个人签名由本人办理；单位印章由印章管理员和制章机构按职责办理。',
      en: 'A firm’s seals are applied for by its legal representative, a signature by the person, an office’s by its keeper of seals.',
    },
  },
  wrong_password: {
    kind: 'denied',
    title: { zh: '印章密码不正确', en: 'The password of the seal is not right' },
    remedy: { zh: '连续输错五次后载体会锁定。', en: 'After five wrong ones in a row the carrier locks itself.' },
  },
  weak_password: {
    kind: 'invalid',
    title: { zh: '印章密码不符合要求', en: 'This password will not do' },
    remedy: {
      zh: '八至六十四位，至少包含字母和数字，不要与姓名或账号相同。',
      en: '8 to 64 characters with letters and figures, not your name or account.',
    },
  },
  carrier_locked: {
    kind: 'unready',
    title: { zh: '印章载体已锁定', en: 'The carrier of this seal is locked' },
    remedy: { zh: '请向制章机构申请解锁。', en: 'Ask the authority to unlock it.' },
  },
  carrier_unready: {
    kind: 'unready',
    title: { zh: '印章载体暂不能使用', en: 'The carrier of this seal cannot be used now' },
    remedy: { zh: '请先完成启用或者交接。', en: 'Finish its activation or its handing-over first.' },
  },
  other_device: {
    kind: 'denied',
    title: { zh: '这台设备没有绑定该印章', en: 'This device is not bound to the seal' },
    remedy: {
      zh: '请在启用印章的设备上使用，或申请更换绑定设备。',
      en: 'Use the device on which it was activated, or ask for another one to be bound.',
    },
  },
  carrier_silent: {
    kind: 'down',
    title: {
      zh: '保管印章密钥的密码设备暂时没有应答',
      en: 'The device that holds the key of this seal does not answer',
    },
    remedy: {
      zh: '无需操作，设备恢复后自动继续。持续不恢复时，请管理员运行 miaopi doctor 查看原因。',
      en: 'Nothing to do: it goes on by itself once the device is back. If it stays away, have the operator run miaopi doctor.',
    },
  },
  carrier_refused: {
    kind: 'unready',
    title: { zh: '保管印章密钥的密码设备拒绝签名', en: 'The device that holds the key of this seal refuses to sign' },
    remedy: {
      zh: '请管理员运行 miaopi doctor 查看原因并更正（PIN、密钥名称、证书或共享密钥），更正后自动继续。',
      en: 'Have the operator run miaopi doctor, which names the cause (PIN, name of the key, certificate, shared secret); once mended it goes on by itself.',
    },
  },
  carrier_on_key: {
    kind: 'unready',
    title: { zh: '该印章的密钥在智能密码钥匙上', en: 'The key of this seal is on a hardware key' },
    remedy: {
      zh: '请在工作台“用印”中插入钥匙加盖。更换管理员或更改 PIN 在钥匙上办理；钥匙移交他人时，请挂失或注销后重新申领。',
      en: 'Seal from the list of the workbench with the key plugged in. Its PIN is changed on the key; when another person is to keep the seal, end it and apply for a new one.',
    },
  },
  carrier_soft: {
    kind: 'unready',
    title: { zh: '该印章的载体用密码打开', en: 'The carrier of this seal is opened with its password' },
    remedy: { zh: '请输入印章密码加盖。', en: 'Seal with the password of the seal.' },
  },
  key_refused: {
    kind: 'invalid',
    title: { zh: '这把钥匙不能作为该印章的载体', en: 'This key cannot carry the seal' },
    remedy: {
      zh: '须为机关印章，并由钥匙新生成 SM2 密钥后提出证书申请。',
      en: 'It must be a seal of an office, and the key must make a new SM2 key and ask for its certificate.',
    },
  },
  key_used: {
    kind: 'conflict',
    title: { zh: '这个密钥已用于另一枚印章', en: 'This key carries another seal already' },
    remedy: { zh: '请在钥匙上生成新的密钥。', en: 'Make a new key on the token.' },
  },
  wrong_signature: {
    kind: 'denied',
    title: { zh: '钥匙的签名不正确', en: 'The signature of the key is not right' },
    remedy: {
      zh: '请插入启用该印章时所用的钥匙。连续五次不正确，载体会锁定。',
      en: 'Plug in the key on which the seal was activated. After five wrong ones in a row the carrier locks itself.',
    },
  },
  grant_missing: { kind: 'missing', title: { zh: '没有找到该授权', en: 'There is no such grant' } },
  grant_there: {
    kind: 'conflict',
    title: { zh: '同一范围的授权已经存在', en: 'There is a grant of this scope already' },
    remedy: { zh: '请先撤销原授权或等待其确认。', en: 'Withdraw it first, or wait until it is decided.' },
  },
  risk_too_high: {
    kind: 'invalid',
    title: { zh: '评估的风险过高，不能授权系统用印', en: 'The risk is too high for the machine to seal' },
    remedy: {
      zh: '可能性与影响的乘积不超过十二，否则由印章管理员加盖。',
      en: 'Likelihood times impact may not exceed 12; else the keeper sets the seal.',
    },
  },
  alarm_missing: { kind: 'missing', title: { zh: '没有找到该告警', en: 'There is no such alarm' } },
  request_missing: { kind: 'missing', title: { zh: '没有找到该用印申请', en: 'There is no such request' } },
  authority_refused: {
    kind: 'invalid',
    title: { zh: '这些证书不能作为信任的机构', en: 'These certificates cannot be trusted as an authority' },
    remedy: {
      zh: '请粘贴该机构的根证书（PEM），连同中级证书、制章证书和撤销列表。',
      en: 'Paste the authority’s root certificate as PEM, with its intermediates, seal makers and revocation lists.',
    },
  },
  authority_there: {
    kind: 'conflict',
    title: { zh: '该机构已在信任之列', en: 'This authority is trusted already' },
    remedy: {
      zh: '证书更新时，先移除原有的，再添加。',
      en: 'To renew its certificates, remove it first, then add it.',
    },
  },
  authority_missing: { kind: 'missing', title: { zh: '没有找到该机构', en: 'There is no such authority' } },
  recall_moved: {
    kind: 'conflict',
    title: { zh: '预览之后又有新的用印', en: 'More has been sealed since the preview' },
    remedy: {
      zh: '请重新预览，先停用印章再召回。',
      en: 'Look at the preview again; suspend the seal before you recall.',
    },
  },
});
