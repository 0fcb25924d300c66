import { occasion, t } from './occasion.ts';

/** What a department outside did, as the lead office of a joint approval is told; `note` is what it wrote, or what went wrong. */
export const outsideOccasions = {
  outsideAnswered: occasion({
    name: t('外部部门已回复', 'Answered'),
    reader: 'official',
    variables: ['department', 'item', 'number', 'note'],
    needs: ['number'],
    title: t('{{部门}}已回复意见', '{{department}} has answered'),
    body: t('{{事项}} {{办件编号}}{{补充说明}}', '{{item}} {{number}}{{note}}'),
  }),
  outsideLate: occasion({
    name: t('外部部门逾期回复', 'Answered late'),
    reader: 'official',
    variables: ['department', 'item', 'number', 'note'],
    needs: ['number'],
    title: t('{{部门}}逾期后回复了意见，已采用', '{{department}} has answered after its limit; it counts'),
    body: t('{{事项}} {{办件编号}}{{补充说明}}', '{{item}} {{number}}{{note}}'),
  }),
  outsideUnreachable: occasion({
    name: t('外部系统没有应答', 'Does not answer'),
    reader: 'official',
    variables: ['department', 'item', 'number', 'note'],
    needs: ['number'],
    title: t(
      '{{部门}}的系统没有应答，正在重试；可以改用纸质方式征求意见',
      'The system of {{department}} does not answer; it is tried again. You can ask on paper as well',
    ),
    body: t('{{事项}} {{办件编号}}{{补充说明}}', '{{item}} {{number}}{{note}}'),
  }),
  outsideUntrusted: occasion({
    name: t('签名不对的消息', 'Wrong signature'),
    reader: 'official',
    variables: ['department', 'item', 'number', 'note'],
    needs: ['number'],
    title: t(
      '收到以{{部门}}名义发来、签名不对的消息，没有采用',
      'A message in the name of {{department}} had a wrong signature and was not believed',
    ),
    body: t('{{事项}} {{办件编号}}{{补充说明}}', '{{item}} {{number}}{{note}}'),
  }),
  outsideMalformed: occasion({
    name: t('回复不符合约定', 'Not as agreed'),
    reader: 'official',
    variables: ['department', 'item', 'number', 'note'],
    needs: ['number'],
    title: t('{{部门}}的回复不符合约定，没有采用', 'The answer of {{department}} was not as agreed and was not taken'),
    body: t('{{事项}} {{办件编号}}{{补充说明}}', '{{item}} {{number}}{{note}}'),
  }),
  outsideOverdue: occasion({
    name: t('外部部门逾期未回复', 'Overdue'),
    reader: 'official',
    variables: ['department', 'item', 'number', 'note'],
    needs: ['number'],
    title: t(
      '{{部门}}逾期没有回复；可以记录逾期，或者登记纸质意见',
      '{{department}} has not answered in time; record that, or what came on paper',
    ),
    body: t('{{事项}} {{办件编号}}{{补充说明}}', '{{item}} {{number}}{{note}}'),
  }),
  outsideRefused: occasion({
    name: t('外部部门退回', 'Sent back'),
    reader: 'official',
    variables: ['department', 'item', 'number', 'note'],
    needs: ['number'],
    title: t('{{部门}}退回了征求意见', '{{department}} sent the question back'),
    body: t('{{事项}} {{办件编号}}{{补充说明}}', '{{item}} {{number}}{{note}}'),
  }),
  outsideChanged: occasion({
    name: t('又一份不同意见', 'Another opinion'),
    reader: 'official',
    variables: ['department', 'item', 'number', 'note'],
    needs: ['number'],
    title: t('{{部门}}又发来一份不同的意见，先收到的有效', '{{department}} sent another opinion; the first one stands'),
    body: t('{{事项}} {{办件编号}}{{补充说明}}', '{{item}} {{number}}{{note}}'),
  }),
  outsideNotNeeded: occasion({
    name: t('意见来迟', 'Came when it had gone on'),
    reader: 'official',
    variables: ['department', 'item', 'number', 'note'],
    needs: ['number'],
    title: t(
      '{{部门}}的意见来时办件已往下办理，已存卷，没有采用',
      'The opinion of {{department}} came when the case had gone on; it is kept and does not count',
    ),
    body: t('{{事项}} {{办件编号}}{{补充说明}}', '{{item}} {{number}}{{note}}'),
  }),
  outsideUnknown: occasion({
    name: t('没有征求过的意见', 'Nobody had asked'),
    reader: 'official',
    variables: ['department', 'item', 'number', 'note'],
    needs: ['number'],
    title: t(
      '{{部门}}对没有征求过的事项发来意见，没有采用',
      '{{department}} sent an opinion nobody had asked for; it was not taken',
    ),
    body: t('{{事项}} {{办件编号}}{{补充说明}}', '{{item}} {{number}}{{note}}'),
  }),
};
