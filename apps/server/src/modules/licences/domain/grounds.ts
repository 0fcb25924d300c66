import type { OfficialAction } from './life.ts';

/** A statutory ground for an action on a licence; the wording is ours, the clause is the law's. */
export interface Ground {
  readonly id: string;
  readonly action: OfficialAction;
  readonly law: string;
  readonly article: string;
  readonly text: { readonly zh: string; readonly en: string };
}

const permits = '中华人民共和国行政许可法';
const penalties = '中华人民共和国行政处罚法';
const special = '专门法律、行政法规';
const management = '该类证照的管理规定';

export const grounds: readonly Ground[] = [
  g(
    'withdraw-abuse',
    'withdraw',
    permits,
    '第六十九条第一款第（一）项',
    '工作人员滥用职权、玩忽职守作出的许可决定',
    'granted by abuse of power or neglect of duty',
  ),
  g(
    'withdraw-beyond-power',
    'withdraw',
    permits,
    '第六十九条第一款第（二）项',
    '超越法定职权作出的许可决定',
    'granted beyond the office’s powers',
  ),
  g(
    'withdraw-procedure',
    'withdraw',
    permits,
    '第六十九条第一款第（三）项',
    '违反法定程序作出的许可决定',
    'granted against the procedure of the law',
  ),
  g(
    'withdraw-unqualified',
    'withdraw',
    permits,
    '第六十九条第一款第（四）项',
    '申请人不具备资格或者不符合法定条件',
    'the applicant did not qualify',
  ),
  g(
    'withdraw-fraud',
    'withdraw',
    permits,
    '第六十九条第二款',
    '以欺骗、贿赂等不正当手段取得',
    'obtained by fraud, bribery or the like',
  ),
  g(
    'withdraw-order',
    'withdraw',
    '行政复议法、行政诉讼法',
    '见文书',
    '准予决定被有权机关依法撤销',
    'the grant was set aside by a body above or a court',
  ),
  g(
    'revoke-sold',
    'revoke',
    permits,
    '第八十条第（一）项',
    '涂改、倒卖、出租、出借证件或者非法转让许可',
    'altered, sold, rented, lent or unlawfully passed on',
  ),
  g(
    'revoke-beyond-scope',
    'revoke',
    permits,
    '第八十条第（二）项',
    '超越许可范围从事活动',
    'used beyond what it permits',
  ),
  g(
    'revoke-concealed',
    'revoke',
    permits,
    '第八十条第（三）项',
    '向监督机关隐瞒情况、提供虚假材料或者拒绝提供真实材料',
    'facts concealed from, or false material given to, the supervising body',
  ),
  g(
    'revoke-penalty',
    'revoke',
    penalties,
    '第九条第（三）项',
    '依法给予吊销许可证件的处罚',
    'penalty of revocation by law',
  ),
  g(
    'suspend-penalty',
    'suspend',
    penalties,
    '第九条第（三）项',
    '依法给予暂扣许可证件的处罚',
    'penalty of suspension by law',
  ),
  g(
    'suspend-special',
    'suspend',
    special,
    '见文书',
    '专门法律、行政法规规定的暂扣情形',
    'a case of suspension in a special law, named in the written decision',
  ),
  g(
    'suspend-order',
    'suspend',
    '行政复议法、行政诉讼法',
    '见文书',
    '依有权机关的决定重新办理，其间停止使用',
    'not to be used while the case is decided anew by order',
  ),
  g('resume-ended', 'resume', penalties, '第九条第（三）项', '暂扣期满', 'the time of suspension has ended'),
  g('resume-corrected', 'resume', special, '见文书', '已改正并经核查符合条件', 'put right and found in order'),
  g(
    'resume-lifted',
    'resume',
    penalties,
    '第七十五条',
    '暂扣决定经复议、诉讼或者自行纠正而撤销',
    'the decision to suspend was set aside',
  ),
  g('cancel-expired', 'cancel', permits, '第七十条第（一）项', '有效期届满未延续', 'ran out and was not renewed'),
  g(
    'cancel-death',
    'cancel',
    permits,
    '第七十条第（二）项',
    '持证公民死亡或者丧失行为能力',
    'the holder died or lost legal capacity',
  ),
  g(
    'cancel-dissolved',
    'cancel',
    permits,
    '第七十条第（三）项',
    '持证法人或者组织依法终止',
    'the firm or body was dissolved',
  ),
  g(
    'cancel-recalled-law',
    'cancel',
    permits,
    '第八条第二款、第七十条第（四）项',
    '许可所依据的法律、法规、规章修改或者废止，为公共利益需要撤回',
    'the law it rested on was changed or repealed; recalled in the public interest',
  ),
  g(
    'cancel-recalled-facts',
    'cancel',
    permits,
    '第八条第二款、第七十条第（四）项',
    '准予许可所依据的客观情况发生重大变化，为公共利益需要撤回',
    'the facts it rested on changed greatly; recalled in the public interest',
  ),
  g(
    'cancel-force-majeure',
    'cancel',
    permits,
    '第七十条第（五）项',
    '因不可抗力许可事项无法实施',
    'force majeure made it impossible to use',
  ),
  g(
    'cancel-holder',
    'cancel',
    permits,
    '第七十条第（六）项',
    '持证人申请注销等法律、法规规定的其他情形',
    'asked for by the holder, or otherwise by law',
  ),
  g(
    'renew-asked',
    'renew',
    permits,
    '第五十条',
    '持证人在有效期届满前申请延续，准予延续',
    'asked for before it ran out, and granted',
  ),
  g(
    'replace-lost',
    'replace',
    management,
    '补领换发',
    '证照遗失，持证人申请补领',
    'lost; the holder asked for a new one',
  ),
  g(
    'replace-damaged',
    'replace',
    management,
    '补领换发',
    '证照文件损坏或者登载有误，换发',
    'damaged or misprinted; made anew',
  ),
  g(
    'replace-recalled',
    'replace',
    '国务院关于在线政务服务的若干规定',
    '第九条',
    '用印召回后重新制发',
    'made anew after the use of its seal was recalled',
  ),
  g(
    'transfer-out-move',
    'transfer-out',
    permits,
    '第四十九条',
    '持证人迁往其他机关管辖地，申请转出',
    'the holder moves to where another body is competent',
  ),
  g(
    'transfer-in-back',
    'transfer-in',
    permits,
    '第四十九条',
    '持证人迁回本机关管辖地，申请转入',
    'the holder moves back to where this body is competent',
  ),
];

export function groundOf(id: string): Ground | undefined {
  return grounds.find((one) => one.id === id);
}

function g(id: string, action: OfficialAction, law: string, article: string, zh: string, en: string): Ground {
  return { id, action, law, article, text: { zh, en } };
}
