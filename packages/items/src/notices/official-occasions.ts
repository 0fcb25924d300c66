import { occasion, t } from './occasion.ts';

/** Work of officials: what came to them, what is due, what others did. */
export const officialOccasions = {
  taskGiven: occasion({
    name: t('收到任务（指派、移交）', 'Given a task'),
    reader: 'official',
    variables: ['official', 'item', 'number', 'task', 'reason'],
    needs: ['number'],
    title: t('{{经手人}}交给您一件任务', '{{official}} gave you a task'),
    body: t('{{事项}} {{办件编号}}（{{任务}}）：{{理由}}', '{{item}} {{number}} ({{task}}): {{reason}}'),
  }),
  standIn: occasion({
    name: t('代为办理', 'Asked to stand in'),
    reader: 'official',
    variables: ['official', 'from', 'to', 'reason'],
    needs: ['official', 'from', 'to'],
    title: t('请代{{经手人}}办理', 'Please act for {{official}}'),
    body: t(
      '{{开始日期}} 至 {{结束日期}}，{{经手人}}名下的任务由您代办：{{理由}}',
      'From {{from}} to {{to}} the tasks of {{official}} are yours to do: {{reason}}',
    ),
  }),
  caseNearlyDue: occasion({
    name: t('即将到期', 'Nearly due'),
    reader: 'official',
    variables: ['item', 'number', 'due', 'note'],
    needs: ['number', 'due'],
    title: t('办件快到期', 'A case is nearly due'),
    body: t(
      '{{事项}}（{{办件编号}}）{{补充说明}}请在 {{期限}} 前办完。',
      '{{item}} ({{number}}). {{note}}It must be done by {{due}}.',
    ),
  }),
  caseDueToday: occasion({
    name: t('今天到期', 'Due today'),
    reader: 'official',
    variables: ['item', 'number', 'due', 'note'],
    needs: ['number'],
    title: t('办件今天到期', 'A case is due today'),
    body: t(
      '{{事项}}（{{办件编号}}）{{补充说明}}请今天办完，或依法延期并说明理由。',
      '{{item}} ({{number}}). {{note}}Finish it today, or have the limit extended with the reason.',
    ),
  }),
  caseOverdue: occasion({
    name: t('已超期', 'Overdue'),
    reader: 'official',
    variables: ['item', 'number', 'due', 'note'],
    needs: ['number', 'due'],
    title: t('办件已超期', 'A case is overdue'),
    body: t(
      '{{事项}}（{{办件编号}}）{{补充说明}}应在 {{期限}} 前办完，请尽快办理并说明原因。',
      '{{item}} ({{number}}). {{note}}It was due on {{due}}. Finish it, and say why it is late.',
    ),
  }),
  urged: occasion({
    name: t('催办', 'Urged'),
    reader: 'official',
    variables: ['official', 'item', 'number', 'note'],
    needs: ['number'],
    title: t('催办：{{办件编号}}', 'Waited for: {{number}}'),
    body: t('{{经手人}}催办{{事项}}{{补充说明}}。', '{{official}} asks after {{item}}{{note}}.'),
  }),
  stepReturned: occasion({
    name: t('退回环节', 'Sent back to an earlier step'),
    reader: 'official',
    variables: ['item', 'number', 'next', 'reason'],
    needs: ['number', 'reason'],
    title: t('办件被退回{{下一环节}}', 'A case was sent back to: {{next}}'),
    body: t('{{事项}} {{办件编号}}：{{理由}}', '{{item}} {{number}}: {{reason}}'),
  }),
  opinionAnswered: occasion({
    name: t('意见已回复', 'Opinion answered'),
    reader: 'official',
    variables: ['department', 'number', 'opinion'],
    needs: ['number'],
    title: t('{{部门}}已回复意见', '{{department}} has answered'),
    body: t('{{办件编号}}：{{意见}}', '{{number}}: {{opinion}}'),
  }),
  sentBackByKeeper: occasion({
    name: t('签章前退回', 'Sent back by the keeper of the seal'),
    reader: 'official',
    variables: ['item', 'number', 'reason'],
    needs: ['number', 'reason'],
    title: t('印章管理员退回了您准予的办件', 'The keeper of the seal sent back a case you granted'),
    body: t(
      '{{事项}} {{办件编号}}：{{理由}}。请在工作台更正后重新送签，或者撤回准予。',
      '{{item}} {{number}}: {{reason}}. Correct it and send it again, or withdraw the grant, at the workbench.',
    ),
  }),
  changeProposed: occasion({
    name: t('决定变动待复核', 'Change of a decision to be confirmed'),
    reader: 'official',
    variables: ['official', 'item', 'number'],
    needs: ['number'],
    title: t('决定的变动待您复核', 'A change of a decision waits for you'),
    body: t(
      '{{事项}} {{办件编号}}：{{经手人}}提出了一项变动，请在工作台复核。',
      '{{item}} {{number}}: {{official}} proposed a change. Confirm or refuse it at the workbench.',
    ),
  }),
  revocationAnswered: occasion({
    name: t('当事人陈述、申辩', 'Holder has answered'),
    reader: 'official',
    variables: ['item', 'number', 'answer'],
    needs: ['number'],
    title: t('当事人提交了陈述、申辩', 'The holder has answered'),
    body: t('{{事项}} {{办件编号}}：当事人{{回应}}。', '{{item}} {{number}}: the holder {{answer}}.'),
  }),
  messageInCase: occasion({
    name: t('办件留言', 'Message in a case'),
    reader: 'both',
    variables: ['item', 'number', 'writer', 'text'],
    needs: ['number'],
    title: t('办件中有新留言', 'A new message in your case'),
    body: t('{{事项}}（{{办件编号}}）{{留言人}}：{{留言内容}}', '{{item}} ({{number}}), {{writer}}: {{text}}'),
  }),
};
