import { type CompiledItem, onDay } from '@miaopi/items';
import { formatValue } from '@miaopi/layout';
import type { Text } from '../../../kernel/text.ts';
import { afterWordings } from './after-wording.ts';
import {
  acceptanceBasis,
  appealOf,
  type Basis,
  bare,
  cited,
  dated,
  type Facts,
  isPermit,
  sentences,
  you,
} from './phrases.ts';

export const documentKinds = [
  'receipt',
  'acceptance',
  'correction',
  'not-accepted',
  'abandonment',
  'special-procedure',
  'extension',
  'withdrawal',
  'grant',
  'refusal',
  'rectification',
  'revocation-notice',
  'revocation',
  'reopening',
] as const;
export type DocumentKind = (typeof documentKinds)[number];

/** What each kind of document says, paragraph by paragraph. No official decision without its paper: every kind stands here. */
export const wordings: Readonly<Record<DocumentKind, (facts: Facts) => string[]>> = {
  receipt({ row, document }) {
    const { clerk, clerkNumber, window, queryCode, materials } = document.content as {
      clerk: string;
      clerkNumber: string;
      window: string;
      queryCode: string;
      materials: readonly { name: string; count: number }[];
    };
    const handed = materials.map((m) => `${m.name}${m.count > 1 ? `${m.count}份` : ''}`).join('、');
    return [
      `${you(row)}${row.agentName ? `（${row.applicantKind === 'firm' ? '经办人' : '代办人'}${row.agentName}）` : ''}于${dated(row.submittedAt)}在${window}窗口提出“${row.itemName.zh}”申请，已收件。`,
      `办件编号：${row.number}。查询码：${queryCode}。凭编号和查询码可以在平台查询进度；以本人身份登录也可以看到。`,
      ...(handed ? sentences(`收到的材料：${handed}。`) : []),
      `收件人：${clerk}（${clerkNumber}）。本凭证只证明收到申请，是否受理另行告知。`,
    ];
  },
  acceptance({ row, item, document }) {
    const { due, silentSince, anew } = document.content as { due?: string | null; silentSince?: string; anew?: Anew };
    if (silentSince) return acceptedBySilence({ row, item, document }, silentSince, due ?? null, anew);
    return [
      `${you(row)}于${dated(row.submittedAt)}提出的“${row.itemName.zh}”申请（办件编号：${row.number}）收悉。经审查，申请事项属于本机关职权范围，申请材料齐全，符合法定形式。`,
      `根据${acceptanceBasis(item)}的规定，本机关决定自${dated(document.at)}起予以受理。`,
      due
        ? `本机关将于${formatValue(due)}前作出决定。办理进度可以凭办件编号和查询码在平台查询。`
        : '办理期限自受理次日起按工作日计算。办理进度可以凭办件编号和查询码在平台查询。',
      '特此通知。',
    ];
  },
  correction({ row, item, document }) {
    const { points, until, nth, received } = document.content as unknown as {
      points: readonly { label: Text; kind: string; page?: number; why: string; how: string }[];
      until: string;
      nth: number;
      received: string;
    };
    return [
      `${you(row)}于${dated(new Date(received))}提交的“${row.itemName.zh}”申请（办件编号：${row.number}）${nth > 1 ? '的补正内容' : ''}收悉。经审查，${nth > 1 ? '补正新提交的内容中，' : ''}有${points.length}处需要补正：`,
      ...points.flatMap((p, i) =>
        sentences(
          `${i + 1}. ${p.kind === 'material' ? '材料' : '申请表'}“${p.label.zh}”${p.page === undefined ? '' : `第${p.page}页`}：${bare(p.why)}。请${bare(p.how).replace(/^请/, '')}。`,
        ),
      ),
      `根据${intakeBasis(item)}的规定，现一次性告知上述需要补正的全部内容。请于${formatValue(until)}前在平台补正，也可以到大厅提交或者寄送；只需更正上述内容，其余内容保持不变。`,
      '补正所需时间不计算在办理期限内，自收到补正材料之日起重新审查。逾期未补正的，本机关可以终止办理。',
      '特此告知。',
    ];
  },
  'not-accepted'({ row, item, document }) {
    const { ground, reason, basis, elsewhere, review, court } = document.content as unknown as {
      ground: 'not-needed' | 'not-ours' | 'article';
      reason: string;
      basis?: Basis;
      elsewhere?: string;
      review: Text;
      court: Text;
    };
    const clause = {
      'not-needed': `申请事项依法不需要${isPermit(item) ? '取得行政许可' : '办理'}。`,
      'not-ours': `申请事项依法不属于本机关职权范围，请向${elsewhere ?? '有关行政机关'}申请。`,
      article: '申请不符合受理条件。',
    }[ground];
    const number = { 'not-needed': '第一款第一项', 'not-ours': '第一款第二项', article: '' }[ground];
    const resting = basis
      ? `${cited(basis)}：“${bare(basis.content ?? '')}。”`
      : `${isPermit(item) ? '根据' : '参照'}《中华人民共和国行政许可法》第三十二条${number}的规定。`;
    return [
      `${you(row)}于${dated(row.submittedAt)}提出的“${row.itemName.zh}”申请（办件编号：${row.number}）收悉。经审查，${clause}`,
      ...sentences(`理由：${reason}`),
      ...sentences(`依据：${resting}`),
      '本机关决定不予受理。',
      appealOf(review, court),
    ];
  },
  abandonment({ row, document }) {
    const { reason, until, originals } = document.content as { reason: string; until: string | null; originals?: true };
    return [
      `${you(row)}于${dated(row.submittedAt)}提出的“${row.itemName.zh}”申请（办件编号：${row.number}），${originals ? '已通过预审，本机关已告知需要核对的原件' : '本机关已告知需要补正的全部内容'}，${you(row)}在${until ? formatValue(until) : '告知的期限'}前未${originals ? '到窗口核对' : '予补正'}。`,
      ...sentences(`终止理由：${reason}`),
      '本机关自即日起终止办理。已提交的材料留存于本办件。需要时可以重新提出申请。',
      '特此告知。',
    ];
  },
  'special-procedure'({ row, item, document }) {
    const { name, reason, from, days, expectedOn, due } = document.content as {
      name: string;
      reason: string;
      from: string;
      days: number;
      expectedOn: string;
      due: string | null;
    };
    const law = isPermit(item) ? '根据《中华人民共和国行政许可法》第四十五条的规定，' : '';
    return [
      `${you(row)}提出的“${row.itemName.zh}”申请（办件编号：${row.number}），本机关于${dated(row.acceptedAt ?? row.submittedAt)}受理。办理中依法需要进行${name}。`,
      ...sentences(`理由：${reason}`),
      `${name}自${formatValue(from)}开始，所需时间为${days}日，到${formatValue(expectedOn)}止。${law}所需时间不计算在办理期限内；超过上述时间的，继续计入办理期限。`,
      ...(due ? [`据此，本机关将于${formatValue(due)}前作出决定。提前结束的，期限相应提前，以平台显示为准。`] : []),
      '特此告知。',
    ];
  },
  extension({ row, item, document }) {
    const { reason, days, unit, due } = document.content as {
      reason: string;
      days: number;
      unit: string;
      due: string | null;
    };
    const law = isPermit(item) ? '根据《中华人民共和国行政许可法》第四十二条的规定，' : '';
    return [
      `${you(row)}提出的“${row.itemName.zh}”申请（办件编号：${row.number}），本机关于${dated(row.acceptedAt ?? row.submittedAt)}受理，不能在承诺的期限内作出决定。`,
      ...sentences(`理由：${reason}`),
      `${law}经本机关负责人批准，办理期限延长${days}个${unit}${due ? `，至${formatValue(due)}止` : ''}。`,
      '特此告知。',
    ];
  },
  withdrawal({ row, document }) {
    const { reason } = document.content as { reason: string };
    return [
      `${you(row)}于${dated(row.submittedAt)}提出的“${row.itemName.zh}”申请（办件编号：${row.number}），因${you(row)}于${dated(document.at)}请求撤回，本机关自即日起终止办理。`,
      ...sentences(`撤回理由：${reason}`),
      '已提交的材料留存于本办件。需要时可以重新提出申请。',
      '特此告知。',
    ];
  },
  grant({ row, item, document }) {
    const { reason, silentSince } = document.content as { reason: string; silentSince?: string };
    const received = `${you(row)}提出的“${row.itemName.zh}”申请（办件编号：${row.number}），本机关于${dated(row.acceptedAt ?? row.submittedAt)}受理。`;
    const given = `据此颁发《${item.package.licence.name.zh}》。电子证照已送达${you(row)}的个人空间，可以随时出示、下载和核验。`;
    if (silentSince)
      return [
        `${received}原许可的有效期至${onDay(silentSince).zh}，本机关在届满前没有作出是否准予延续的决定。`,
        '根据《中华人民共和国行政许可法》第五十条第二款的规定，视为准予延续。',
        given,
      ];
    return [
      `${received}经审查，申请符合法定条件、标准。`,
      ...sentences(`审查意见：${reason}`),
      isPermit(item)
        ? '根据《中华人民共和国行政许可法》第三十八条第一款的规定，本机关决定准予行政许可。'
        : `根据${cited(item.package.item.basis[0])}的规定，本机关决定准予办理。`,
      given,
    ];
  },
  refusal({ row, item, document }) {
    const { reason, basis, remedy, review, court, withdraws } = document.content as {
      reason: string;
      withdraws?: { readonly number: string | null; readonly at: string };
      basis: readonly Basis[];
      remedy: readonly Text[];
      review: Text;
      court: Text;
    };
    return [
      `${you(row)}提出的“${row.itemName.zh}”申请（办件编号：${row.number}），本机关于${dated(row.acceptedAt ?? row.submittedAt)}受理。经审查，申请不符合法定条件、标准。`,
      ...sentences(`理由：${reason}`),
      basis.length === 1 ? '依据的条款是：' : `依据的条款有${basis.length}项：`,
      ...basis.flatMap((b, i) =>
        sentences(`${basis.length > 1 ? `${i + 1}. ` : ''}${cited(b)}：“${bare(b.content ?? '')}。”`),
      ),
      isPermit(item)
        ? '根据《中华人民共和国行政许可法》第三十八条第二款的规定，本机关决定不予行政许可。'
        : `根据上述规定，本机关决定不予办理。`,
      ...(withdraws
        ? [
            `本机关于${formatValue(withdraws.at)}作出的准予决定${withdraws.number ? `（${withdraws.number}）` : ''}尚未送达，证照尚未签章，自本决定作出之日起撤回。`,
          ]
        : []),
      ...remedy.flatMap((r, i) => sentences(`${i === 0 ? '条件具备后可以再次申请。' : ''}${r.zh}`)),
      appealOf(review, court),
    ];
  },
  ...afterWordings,
};

/** The order by which it was looked at once more. */
interface Anew {
  readonly days: number;
  readonly order: { readonly number: string; readonly body: string };
}

/** The office said nothing in its five days, or those an order set; the paper says what follows from it. */
function acceptedBySilence({ row, item }: Facts, since: string, due: string | null, anew: Anew | undefined): string[] {
  const came = anew ? `${anew.order.body}${anew.order.number}` : '申请材料';
  const days = anew ? `${anew.days}` : '五';
  return [
    `${you(row)}提出的“${row.itemName.zh}”申请（办件编号：${row.number}），本机关于${formatValue(since)}收到${came}，在${days}个工作日内没有告知是否受理。`,
    `根据${intakeBasis(item)}“逾期不告知的，自收到申请材料之日起即为受理”的规定，上述申请自${formatValue(since)}起即为受理。`,
    due
      ? `本机关将于${formatValue(due)}前作出决定。办理进度可以凭办件编号和查询码在平台查询。`
      : '办理期限自受理次日起按工作日计算。办理进度可以凭办件编号和查询码在平台查询。',
    '特此通知。',
  ];
}

/** What is no permit is received and corrected in the same way, by analogy. */
function intakeBasis(item: CompiledItem): string {
  return `${isPermit(item) ? '' : '（参照适用）'}《中华人民共和国行政许可法》第三十二条`;
}

/** Everything the paper of a document says, as one text. */
export function textOfDocument(facts: Facts): string {
  const { row, document } = facts;
  const wording = wordings[document.kind as DocumentKind];
  return [
    row.officeName.zh,
    document.number,
    document.name.zh,
    `${row.applicantName}：`,
    ...wording(facts),
    dated(document.at),
  ].join('\n');
}
