import { formatValue } from '@miaopi/layout';
import type { Text } from '../../../kernel/text.ts';
import { type Ending, endings } from '../revocation-grounds.ts';
import type { AmendmentContent, DecidedOutcome } from '../store/rows.ts';
import { appealOf, type Facts, isPermit, sentences, you } from './phrases.ts';

interface EndingContent {
  readonly ending: Ending;
  readonly law: string;
  readonly article: string;
  readonly ground: string;
  readonly reason: string;
  readonly former: AmendmentContent['former'];
  readonly licence: string;
}

/** What the papers say that follow a decision. */
export const afterWordings = {
  rectification({ row, document }: Facts): string[] {
    const { former, reason, decision, licence, licenceName } = document.content as unknown as {
      former: AmendmentContent['former'];
      reason: string;
      decision: readonly { readonly wrong: string; readonly right: string }[];
      licence: readonly { readonly label: string; readonly before: string; readonly after: string }[];
      licenceName: string;
    };
    return [
      `${you(row)}提出的“${row.itemName.zh}”申请（办件编号：${row.number}），${decided(former)}经复核，有下列文字错误，现予更正：`,
      ...decision.flatMap((d, i) => sentences(`${i + 1}. 决定书中的“${d.wrong}”更正为“${d.right}”。`)),
      ...licence.flatMap((l, i) =>
        sentences(`${decision.length + i + 1}. 《${licenceName}》登载的${l.label}“${l.before}”更正为“${l.after}”。`),
      ),
      ...sentences(`更正的理由：${reason}`),
      ...(licence.length > 0 ? ['更正后的电子证照已重新制发，编号不变；原来的一份变更作废，请不再使用。'] : []),
      '本次更正只涉及文字错误，不改变决定的结果。本通知书与原决定一并保存、一并使用。',
      '特此通知。',
    ];
  },
  'revocation-notice'({ row, item, document }: Facts): string[] {
    const { ending, law, article, ground, reason, former, licence, until } =
      document.content as unknown as EndingContent & {
        until: string;
      };
    const { zh } = endings[ending];
    return [
      `${you(row)}提出的“${row.itemName.zh}”申请（办件编号：${row.number}），${decided(former)}据此颁发了《${licence}》。经查，存在“${ground}”的情形，本机关拟${zh}上述决定。`,
      ...sentences(`事实和理由：${reason}`),
      `依据：《${law}》${article}${isPermit(item) ? '' : '（参照适用）'}。`,
      `根据《中华人民共和国行政许可法》第七条的规定，${you(row)}有权陈述、申辩，也可以要求听证。请于${formatValue(until)}前在平台的办件页面提出，也可以书面送达本机关；逾期未提出的，视为放弃。`,
      '本机关将听取并复核陈述、申辩后作出决定。决定作出前，原决定和证照继续有效。',
      '特此告知。',
    ];
  },
  revocation({ row, item, document }: Facts): string[] {
    const { ending, law, article, ground, reason, former, licence, told, answered, heard, review, court } =
      document.content as unknown as EndingContent & {
        told: string | null;
        answered: boolean;
        heard: string | null;
        review: Text;
        court: Text;
      };
    const { zh } = endings[ending];
    return [
      `${you(row)}提出的“${row.itemName.zh}”申请（办件编号：${row.number}），${decided(former)}据此颁发了《${licence}》。经查，存在“${ground}”的情形。`,
      ...sentences(`事实和理由：${reason}`),
      ...(told
        ? sentences(
            `本机关已书面告知拟${zh}的事实、理由和依据，${
              heard
                ? `并应${you(row)}的要求听取了意见：${heard}`
                : answered
                  ? `${you(row)}提出了陈述、申辩，本机关已经复核`
                  : `${you(row)}在${formatValue(told)}前未提出陈述、申辩`
            }。`,
          )
        : []),
      `根据《${law}》${article}的规定${isPermit(item) ? '' : '（参照适用）'}，本机关决定${zh}上述准予决定，《${licence}》自本决定作出之日起不再有效。`,
      ...(ending === 'recalled'
        ? [`因撤回造成财产损失的，${you(row)}可以依照《中华人民共和国行政许可法》第八条第二款的规定请求补偿。`]
        : []),
      appealOf(review, court),
    ];
  },
  reopening({ row, document }: Facts): string[] {
    const { order, former, reason, due, licence, limit, receipt } = document.content as unknown as {
      order: NonNullable<AmendmentContent['order']>;
      former: AmendmentContent['former'];
      reason: string;
      due: string | null;
      licence: string;
      limit?: { readonly amount: number; readonly unit: string };
      receipt?: number;
    };
    const law = {
      review: '《中华人民共和国行政复议法》第六十四条',
      court: '《中华人民共和国行政诉讼法》第七十条',
      superior: `《中华人民共和国行政许可法》${former.outcome === 'not-accepted' ? '第七十二条' : '第六十九条'}`,
    }[order.kind];
    const day = due ? formatValue(due) : '';
    return [
      `${you(row)}提出的“${row.itemName.zh}”申请（办件编号：${row.number}），${decided(former)}${order.body}于${formatValue(order.on)}作出${order.number}，要求${receipt ? '重新审查是否受理' : '重新作出决定'}，本机关于${formatValue(order.servedOn)}收到。`,
      `根据${law}的规定，上述决定不再执行，本机关自即日起重新${receipt ? '审查申请材料' : '办理'}。`,
      ...sentences(`重新办理的范围：${reason}`),
      ...(former.outcome === 'granted' && order.licence !== 'none'
        ? [
            `据此颁发的《${licence}》${order.licence === 'withdraw' ? '自即日起不再有效' : '在重新作出决定前停止使用'}。`,
          ]
        : []),
      ...(receipt
        ? [
            `审查的期限为${receipt}个工作日，自收到上述文书的次日起计算${due ? `，本机关将于${day}前告知是否受理，或者一次性告知需要补正的全部内容` : ''}；逾期不告知的，自收到上述文书之日起即为受理。已提交的材料继续有效，不需要重新提交。`,
          ]
        : []),
      ...(limit
        ? [
            `重新办理的期限为${limit.amount}个${limit.unit}，自收到上述文书的次日起计算${due ? `，本机关将于${day}前作出决定` : ''}。已提交的材料继续有效，不需要重新提交。`,
          ]
        : []),
      '特此告知。',
    ];
  },
};

const outcomes: Readonly<Record<DecidedOutcome, string>> = {
  granted: '准予',
  refused: '不予',
  'not-accepted': '不予受理',
};

function decided(former: AmendmentContent['former']): string {
  const paper = former.number ? `（${former.number}）` : '';
  return `本机关于${formatValue(former.on)}作出${outcomes[former.outcome]}的决定${paper}。`;
}
