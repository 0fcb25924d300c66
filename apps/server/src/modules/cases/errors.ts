import { defineErrors } from '../../kernel/errors.ts';

export const casesErrors = defineErrors('cases', {
  unpaid: {
    kind: 'unready',
    title: { zh: '费用还没有缴纳', en: 'The fee is not paid yet' },
    remedy: {
      zh: '该事项在决定前缴费。申请人缴清后即可决定，系统会自动更新。',
      en: 'This item is paid for before the decision. It can be decided as soon as the applicant has paid.',
    },
  },
  vertical_unavailable: {
    kind: 'upstream',
    title: { zh: '现在不能前往对方系统', en: 'The other system can’t be reached now' },
  },
  vertical_untrusted: {
    kind: 'denied',
    title: { zh: '消息未通过验签', en: 'The message did not pass the check of its signature' },
    remedy: {
      zh: '请用在本平台登记的证书对原始报文签名，签名和证书放在 x-signature、x-certificate 中。',
      en: 'Sign the very bytes with the certificate registered here; put signature and certificate into x-signature and x-certificate.',
    },
  },
  ticket_wrong: {
    kind: 'invalid',
    title: { zh: '票据无效', en: 'The ticket is none of ours, or not for this system' },
  },
  ticket_used: {
    kind: 'conflict',
    title: { zh: '票据已用过或者已过期', en: 'The ticket has been used, or has expired' },
    remedy: {
      zh: '请申请人回到办件页面，点“继续前往办理”取得新的票据。',
      en: 'The applicant gets a new one by “Go on there” on the page of his case.',
    },
  },
  pass_over: {
    kind: 'missing',
    title: { zh: '二维码已用过或者已过期', en: 'This code has been used, or has expired' },
    remedy: {
      zh: '请在窗口或自助终端重新出示；也可以登录本平台，在“我的办件”里打开办件继续前往。',
      en: 'Have it shown again at the window or kiosk; or sign in here and go on from the page of your case.',
    },
  },
  vertical_over: {
    kind: 'conflict',
    title: { zh: '该办件已经结束', en: 'This case has ended' },
    remedy: {
      zh: '之后的消息不再改变办件。确有错误的，请联系受理单位。',
      en: 'What comes later changes nothing. Ask the office if something is wrong.',
    },
  },
  case_unknown: {
    kind: 'missing',
    title: { zh: '没有由贵系统办理的这件办件', en: 'There is no such case with your system' },
    remedy: { zh: '请核对办件编号；它在兑换票据时给出。', en: 'Check 办件编号: it comes with the ticket.' },
  },
  message_unreadable: {
    kind: 'invalid',
    title: { zh: '消息内容不符合约定', en: 'The message is not as agreed' },
  },
  told_otherwise: {
    kind: 'conflict',
    title: { zh: '同一编号或顺序号的消息内容不同', en: 'Another message has this number already' },
    remedy: {
      zh: '先收到的有效；新的情况请用新的编号和顺序号。',
      en: 'The first one stands; tell news under a new number.',
    },
  },
  message_out_of_order: {
    kind: 'conflict',
    title: { zh: '该状态不能接在当前状态之后', en: 'That can’t follow on what was told before' },
    remedy: {
      zh: '消息已保存，办件状态不变。状态的先后见接入指南；受理须在决定之前告知。',
      en: 'The message is kept, the case is as it was. The guide says what follows on what; the acceptance is told before the decision.',
    },
  },
  other_kind: {
    kind: 'invalid',
    title: { zh: '不是同一事项的办件', en: 'It is of another service' },
    remedy: { zh: '只有同一事项的办件可以一起准予。', en: 'Only cases of one service are granted together.' },
  },
  no_newer_version: {
    kind: 'conflict',
    title: { zh: '已经是事项的现行版本', en: 'It has the version in force already' },
  },
  preview_stale: {
    kind: 'conflict',
    title: { zh: '预览之后办件或者事项有了变化', en: 'The case or its service changed since the preview' },
    remedy: { zh: '请重新查看预览后再确认。', en: 'Look at the preview again, then confirm.' },
  },
  migration_hindered: {
    kind: 'unready',
    title: { zh: '现在不能换用新版本', en: 'It can’t go over to the newer version now' },
  },
  migration_incomplete: {
    kind: 'invalid',
    title: { zh: '新版本还缺内容', en: 'Something is missing under the newer version' },
    remedy: {
      zh: '受理前：由您经申请人同意填写，或者填写补正天数，由申请人补正。受理后不得再要求申请人补交：由您经申请人同意填写，否则按原版本办理。',
      en: 'Before the acceptance: fill it in with the applicant’s consent, or give the days he has to correct it. After it nothing more may be asked of him: fill it in with his consent, or go on under the former version.',
    },
  },
  case_missing: { kind: 'missing', title: { zh: '没有找到该办件', en: 'There is no such case' } },
  document_missing: { kind: 'missing', title: { zh: '该办件没有这份文书', en: 'The case has no such document' } },
  person_not_checked: {
    kind: 'unready',
    title: { zh: '提交前请先做实人认证', en: 'A live person check is needed before submitting' },
    remedy: {
      zh: '这个事项须由提交人本人在 15 分钟内通过实人认证；您填写的内容还在，认证后再提交。',
      en: 'Who submits this must have passed the check himself within 15 minutes. What you filled in is kept: do the check, then submit.',
    },
  },
  signatures_missing: {
    kind: 'invalid',
    title: { zh: '材料还缺签章', en: 'Signatures are missing' },
    remedy: {
      zh: '请让标出的各方签署后再提交；没有电子签章的扫描件只能当复印件。',
      en: 'Have the parties named below sign, then submit. A scan without signatures is a copy only.',
    },
  },
  wrong_state: {
    kind: 'unready',
    title: { zh: '办件当前状态不能进行此操作', en: 'The case is in a state in which this cannot be done' },
    remedy: { zh: '请刷新页面查看最新状态。', en: 'Reload to see its state now.' },
  },
  claimed_by_other: {
    kind: 'conflict',
    title: { zh: '该办件已由其他同事领取', en: 'A colleague has taken this case already' },
  },
  not_yours: {
    kind: 'denied',
    title: { zh: '请先领取该办件', en: 'Take the case first' },
  },
  grounds_needed: {
    kind: 'invalid',
    title: { zh: '不予许可须写明不符合的条件', en: 'A refusal must name the conditions that are not met' },
    remedy: {
      zh: '请勾选依据的条件，决定书将载明对应条款。',
      en: 'Tick the conditions; the decision will cite their articles.',
    },
  },
  findings_needed: {
    kind: 'invalid',
    title: {
      zh: '准予前须逐项说明未满足或未能判断的条件',
      en: 'Before granting, settle each condition that is not met or unknown',
    },
  },
  correction_wrong: {
    kind: 'invalid',
    title: { zh: '更正的内容不对', en: 'The correction can’t be taken' },
    remedy: {
      zh: '请按标出的字段核对；要改办理依据的，撤回准予并写明理由。',
      en: 'Check the fields named below. What the grant rests on is not corrected here: withdraw the grant with its reason.',
    },
  },
  correction_once: {
    kind: 'conflict',
    title: { zh: '补正只能一次性告知', en: 'What is to be corrected is told once only' },
    remedy: {
      zh: '行政许可法第三十二条：应当一次告知需要补正的全部内容。再次告知只能针对补正时新提交的内容；其余请受理后审查。',
      en: 'Administrative Licence Law, art. 32: everything is told at once. A further notice may only name what the correction itself brought in; accept the case and examine the rest.',
    },
  },
  correction_point_wrong: {
    kind: 'invalid',
    title: { zh: '补正内容有误', en: 'The points of the notice can’t be taken' },
    remedy: { zh: '请按各项提示修改后再发出。', en: 'Correct what is named below, then send it.' },
  },
  nothing_set_right: {
    kind: 'invalid',
    title: { zh: '没有改动任何内容', en: 'Nothing was changed' },
    remedy: {
      zh: '当场更正应当改动至少一处；没有错误的，请直接受理。',
      en: 'Setting right on the spot changes at least one answer. If nothing is wrong, accept the case as it is.',
    },
  },
  not_corrected: {
    kind: 'invalid',
    title: { zh: '还有要补正的内容没有改动', en: 'Something you were asked to correct is as it was' },
    remedy: {
      zh: '请按补正告知书更改列出的内容；确实不用改的，请写明原因后再提交。',
      en: 'Change what is listed as the notice says, or say why it needs no change, and send it again.',
    },
  },
  correction_over: {
    kind: 'conflict',
    title: { zh: '这次补正已经结束', en: 'This correction is over' },
    remedy: {
      zh: '可能已在另一个窗口提交，或者办件已有新的进展；请刷新页面查看。',
      en: 'It may have been handed in from another window, or the case has moved on. Reload to see.',
    },
  },
  correction_not_over: {
    kind: 'unready',
    title: { zh: '给申请人的期限还没有到', en: 'The applicant’s time is not over' },
    remedy: { zh: '期限届满的次日起可以终止办理。', en: 'The case can be ended from the day after.' },
  },
  change_not_allowed: {
    kind: 'denied',
    title: { zh: '不能这样变动决定', en: 'The decision can’t be changed like this' },
  },
  change_moved: {
    kind: 'conflict',
    title: { zh: '这项变动已经处理', en: 'This change has been settled already' },
    remedy: { zh: '请刷新页面查看最新状态。', en: 'Reload to see its state now.' },
  },
  hearing_needed: {
    kind: 'invalid',
    title: { zh: '当事人要求听证，须先记录听取的意见', en: 'The holder asked to be heard: record what was said first' },
    remedy: {
      zh: '请填写听证的时间、参加人、意见和结论。',
      en: 'Write when it was, who came, what was said and found.',
    },
  },
  calendar_unknown: {
    kind: 'unready',
    title: { zh: '工作日历还没有公布到那一天', en: 'The calendar of working days does not reach that far' },
    remedy: { zh: '请减少天数，或者待日历公布后办理。', en: 'Give fewer days, or wait until it is published.' },
  },
  originals_not_seen: {
    kind: 'unready',
    title: { zh: '原件还没有核对一致', en: 'The originals were not found equal yet' },
    remedy: {
      zh: '请先通过预审并告知申请人带原件，到窗口核对一致后再受理；不一致的，告知补正。',
      en: 'Pass the pre-check so that the applicant brings them, and accept once they agree; where one differs, tell what to correct.',
    },
  },
  originals_wrong: {
    kind: 'invalid',
    title: { zh: '核对原件的登记有误', en: 'What was entered of the originals can’t be taken' },
    remedy: { zh: '请按提示逐项核对后再登记。', en: 'Look at each one named below, then enter it.' },
  },
  no_originals: {
    kind: 'unready',
    title: { zh: '该办件没有要核对的原件', en: 'This case has no originals to be shown' },
    remedy: { zh: '请刷新页面查看最新状态。', en: 'Reload to see its state now.' },
  },
  print_unknown: {
    kind: 'missing',
    title: { zh: '没有这份打印件的记录', en: 'There is no record of this print-out' },
    remedy: {
      zh: '打印件上的二维码应当来自本平台；请向出示的人索取电子原件核验。',
      en: 'The code should come from this platform. Ask whoever shows the paper for the electronic original.',
    },
  },
  opinion_not_allowed: {
    kind: 'invalid',
    title: { zh: '本环节不能提出这样的意见', en: 'This step can’t say that' },
    remedy: { zh: '请选择事项为本环节规定的意见。', en: 'Choose one of the opinions the item provides for this step.' },
  },
  limit_not_over: {
    kind: 'unready',
    title: { zh: '该部门的期限还没有到', en: 'The department still has time' },
    remedy: {
      zh: '期限届满的次日起可以记录逾期未答复；已收到纸质意见的，现在就可以登记。',
      en: 'Its silence can be recorded from the day after its limit. What came on paper can be recorded now.',
    },
  },
  paper_incomplete: {
    kind: 'invalid',
    title: { zh: '纸质意见登记不完整', en: 'The record of the paper is incomplete' },
    remedy: {
      zh: '请填写意见、签发人、文号和收到日期（不晚于今天）。',
      en: 'Give the opinion, who signed it, its number and the day it came (not after today).',
    },
  },
  no_paper: { kind: 'missing', title: { zh: '没有随意见发来的文书', en: 'No paper came with this opinion' } },
  assignee_unfit: {
    kind: 'invalid',
    title: { zh: '不能交给这位工作人员', en: 'It can’t be given to that official' },
    remedy: {
      zh: '请选择本单位有相应角色的其他同事。',
      en: 'Choose another colleague of the office who has the role.',
    },
  },
  office_unknown: { kind: 'invalid', title: { zh: '没有这个单位', en: 'There is no such office' } },
  urged_today: {
    kind: 'unready',
    title: { zh: '本工作日已催办过', en: 'You have urged it this working day already' },
    remedy: { zh: '下一个工作日可以再次催办。', en: 'You can urge again on the next working day.' },
  },
  days_wrong: { kind: 'invalid', title: { zh: '起止日期不对', en: 'The dates are not right' } },
  stands_in_already: {
    kind: 'conflict',
    title: { zh: '这位同事在这些日期已有此代办', en: 'This colleague already stands in on all these days' },
    remedy: { zh: '请选择其他日期或其他同事。', en: 'Choose other days, or another colleague.' },
  },
  stand_in_missing: { kind: 'missing', title: { zh: '没有这项代办', en: 'There is no such stand-in' } },
  step_unknown: {
    kind: 'invalid',
    title: { zh: '不能退回到该环节', en: 'It can’t be sent back to that step' },
    remedy: { zh: '请选择办件已经过的环节。', en: 'Choose a step the case has passed.' },
  },
  no_office_above: {
    kind: 'unready',
    title: { zh: '该事项没有可以转报的上级单位', en: 'The item knows no office above to send it to' },
  },
  no_limit_to_extend: {
    kind: 'unready',
    title: { zh: '当场办结的事项没有可以延长的期限', en: 'An item decided on the spot has no limit to extend' },
  },
  extension_too_long: {
    kind: 'invalid',
    title: {
      zh: '延长后超过法定期限',
      en: 'With this extension the limit would be longer than the law allows',
    },
    remedy: { zh: '请减少延长的天数。', en: 'Extend it by fewer days.' },
  },
  too_many_views: {
    kind: 'unready',
    title: { zh: '最多保存 20 个视图', en: 'At most 20 views are saved' },
    remedy: { zh: '请先删除不再使用的视图。', en: 'Remove one you no longer use first.' },
  },
  query_wrong: {
    kind: 'missing',
    title: { zh: '办件编号或查询码不正确', en: 'The case number or the query code is not right' },
    remedy: {
      zh: '请核对回执上的编号和查询码（不区分大小写）。',
      en: 'Check both on your receipt; capitals and small letters count alike.',
    },
  },
  third_answer_missing: {
    kind: 'invalid',
    title: { zh: '还缺一个核对问题的回答', en: 'One answer is missing' },
    remedy: {
      zh: '请填写来电人手机号后四位；没有绑定手机的，填写回执上的查询码。',
      en: 'Enter the last four digits of the caller’s mobile; who has none bound says the query code on the receipt.',
    },
  },
  caller_not_proven: {
    kind: 'missing',
    title: { zh: '编号或来电人的回答不符', en: 'The number or the caller’s answers do not fit' },
    remedy: {
      zh: '请按回执重新核对编号，并请来电人再说一遍。同一编号答错五次，半小时内不能再查。不要告诉来电人哪一项不对。',
      en: 'Check the number on the receipt and ask the caller again. After five wrong answers a number is closed for half an hour. Do not say which answer was wrong.',
    },
  },
  phrase_missing: { kind: 'missing', title: { zh: '没有这条常用语', en: 'There is no such phrase' } },
  phrase_of_head: {
    kind: 'denied',
    title: { zh: '单位的常用语由负责人维护', en: 'The head keeps the phrases of the office' },
    remedy: { zh: '可以保存为您自己的常用语。', en: 'You can keep it among your own.' },
  },
  phrase_variables: {
    kind: 'invalid',
    title: { zh: '有不认识的变量', en: 'There is a variable nobody knows' },
    remedy: {
      zh: '只能用页面上列出的变量；要写两个大括号本身，请写 \\{{。',
      en: 'Use those named on the page; for two braces themselves write \\{{.',
    },
  },
  phrase_there: { kind: 'conflict', title: { zh: '已有同样的常用语', en: 'The same phrase is there already' } },
  too_many_phrases: {
    kind: 'conflict',
    title: { zh: '常用语已满 100 条', en: 'There are 100 phrases already' },
    remedy: { zh: '请删除不用的再添加。', en: 'Remove some you don’t use.' },
  },
});
