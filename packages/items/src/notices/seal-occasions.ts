import { occasion, t } from './occasion.ts';

/** Seals, as whoever keeps or asked for one is told: an official, or a person of a firm. */
export const sealOccasions = {
  sealMade: occasion({
    name: t('印章制成', 'Seal made'),
    reader: 'both',
    variables: ['seal', 'where'],
    needs: ['seal'],
    title: t('“{{印章}}”已制成，等待启用', 'The seal “{{seal}}” is made and waits for you to activate it'),
    body: t('请在{{办理入口}}中设置印章密码并启用。', 'Set its password under {{where}} and activate it.'),
  }),
  sealRejected: occasion({
    name: t('印章申领未通过', 'Application for a seal rejected'),
    reader: 'both',
    variables: ['seal', 'reason'],
    needs: ['seal', 'reason'],
    title: t('“{{印章}}”申领未通过', 'Your application for the seal “{{seal}}” was rejected'),
    body: t('原因：{{理由}}。您可以补充后重新申请。', 'Reason: {{reason}}. You may apply again.'),
  }),
  sealChanged: occasion({
    name: t('印章停用、恢复、挂失、注销', 'State of a seal changed'),
    reader: 'both',
    variables: ['seal', 'act', 'reason'],
    needs: ['seal', 'act', 'reason'],
    title: t('“{{印章}}”{{办理内容}}', 'The seal “{{seal}}” {{act}}'),
    body: t(
      '原因：{{理由}}。如不是您本人办理，请立即拨打 12345。',
      'Reason: {{reason}}. If this was not you, call 12345 at once.',
    ),
  }),
  sealPlanned: occasion({
    name: t('批量用印', 'Used on a batch'),
    reader: 'both',
    variables: ['seal', 'batch', 'uses'],
    needs: ['seal', 'batch', 'uses'],
    title: t('“{{印章}}”将批量用印', '“{{seal}}” will be set on a batch'),
    body: t(
      '批次“{{批次}}”经两人复核，将以系统授权用印 {{用印次数}} 次，逐张登记台账，不计入用印异常。',
      'The batch “{{batch}}”, approved by two persons, will use it {{uses}} times under its grant. Each use stands in the ledger; they are not counted as unusual.',
    ),
  }),
  sealAlarm: occasion({
    name: t('用印异常', 'Unusual use'),
    reader: 'both',
    variables: ['seal', 'period', 'uses', 'usual', 'note'],
    needs: ['seal', 'uses'],
    title: t('“{{印章}}”用印异常', 'Unusual use of the seal “{{seal}}”'),
    body: t(
      '{{时段}}用印 {{用印次数}} 次，平常 {{平常次数}} 次。{{补充说明}}请到工坊“告警”核查并写明结论。',
      '{{uses}} uses {{period}} against {{usual}} as usual. {{note}}Look into it under Alarms in the studio and say what it was.',
    ),
  }),
  sealKeyMoved: occasion({
    name: t('系统载体更换', 'Carrier of the machine changed'),
    reader: 'both',
    variables: ['seal', 'place'],
    needs: ['seal', 'place'],
    title: t('“{{印章}}”的系统载体已更换', 'The machine’s carrier of “{{seal}}” was changed'),
    body: t(
      '“{{印章}}”系统授权用印的密钥现在在{{地点}}。印章编号、图案、授权和台账不变，已用印的文件不受影响。',
      'The key for sealing by the machine of “{{seal}}” is {{place}} now. Number, picture, grants and ledger stay; what was sealed stays good.',
    ),
  }),
};
