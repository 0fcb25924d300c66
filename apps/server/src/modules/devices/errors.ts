import { defineErrors } from '../../kernel/errors.ts';

export const devicesErrors = defineErrors('devices', {
  key_refused: {
    kind: 'unauthenticated',
    title: { zh: '设备密钥不对，或设备已停用', en: 'The key of the device is wrong, or it was retired' },
    remedy: {
      zh: '请大厅管理单位的负责人更换密钥。',
      en: 'Ask the head of the office that runs the hall for a new key.',
    },
  },
  fault_unfit: {
    kind: 'invalid',
    title: { zh: '故障说明不对', en: 'What is wrong is not told right' },
    remedy: {
      zh: '状态为故障时，fault 写明故障；其中不得有证件号码、手机号等长号码。',
      en: 'With state fault, `fault` says what is wrong; no number of eight digits or more, such as of an identity card or mobile.',
    },
  },
  hall_missing: {
    kind: 'missing',
    title: { zh: '没有这个大厅', en: 'There is no such hall' },
    remedy: { zh: '请从列表中重新选择。', en: 'Choose one from the list.' },
  },
  device_missing: {
    kind: 'missing',
    title: { zh: '没有这台设备', en: 'There is no such device' },
    remedy: { zh: '请从列表中重新选择。', en: 'Choose one from the list.' },
  },
  window_missing: {
    kind: 'invalid',
    title: { zh: '大厅没有这个窗口', en: 'The hall has no such window' },
    remedy: { zh: '请从大厅的窗口中选择，或不选。', en: 'Choose one of its windows, or none.' },
  },
  name_taken: {
    kind: 'conflict',
    title: { zh: '大厅已有同名设备', en: 'The hall has a device of this name' },
    remedy: { zh: '请换一个名称，例如加上位置。', en: 'Give it another one, such as with its place.' },
  },
  too_many: {
    kind: 'conflict',
    title: { zh: '这个大厅的设备已有 200 台', en: 'The hall has 200 devices' },
    remedy: { zh: '请先停用不再使用的设备。', en: 'Retire those that are no longer used.' },
  },
  reason_needed: {
    kind: 'invalid',
    title: { zh: '请写明停用原因', en: 'Say why it is retired' },
    remedy: { zh: '2–200 字，写入审计。', en: '2 to 200 characters; it goes into the audit.' },
  },
  retired: {
    kind: 'conflict',
    title: { zh: '设备已停用', en: 'The device was retired' },
    remedy: { zh: '停用后不能恢复；请重新登记设备。', en: 'That is for good; enter it anew.' },
  },
});
