import { sm3Hex } from '@miaopi/gm';
import { handedOver } from '@miaopi/items';
import type { SentBytes } from '../../../kernel/http/route.ts';
import { caseInputOf } from '../case-input.ts';
import { type CasesDeps, verticalActor } from '../deps.ts';
import { casesErrors } from '../errors.ts';
import { changeLocked, findFile, listEvidence, lockCase } from '../store/cases.ts';
import { useTicket } from '../store/verticals.ts';
import { jsonOf } from './take-vertical-message.ts';

/**
 * A vertical system gives the ticket it was shown and is told what the applicant agreed to hand over, once. The applicant sees in his log that it was.
 * @throws cases.vertical_untrusted, cases.ticket_wrong, cases.ticket_used, cases.vertical_over
 */
export async function redeemTicket(
  deps: CasesDeps,
  sent: SentBytes,
  ip: string,
): Promise<Readonly<Record<string, unknown>>> {
  await deps.identity.limits.spend('verticalAddress', ip);
  const system = deps.verticals.signerOf(sent);
  if (!system) {
    await deps.identity.limits.spend('verticalFailed', ip);
    throw casesErrors.vertical_untrusted();
  }
  const given = (jsonOf(sent.data) as { readonly 票据?: unknown } | undefined)?.票据;
  const ticket = typeof given === 'string' && given.length <= 4000 ? deps.verticals.readTicket(given) : undefined;
  // one system never gets in with the ticket of another
  if (ticket?.系统 !== system.id) throw casesErrors.ticket_wrong();
  return deps.kernel.command('cases.redeem_ticket', { actor: verticalActor }, async (ctx) => {
    const used = await useTicket(ctx.tx, sm3Hex(Buffer.from(String(ticket.票据编号))), ctx.now);
    if (!used) throw casesErrors.ticket_used();
    const row = (await lockCase(ctx.tx, used.caseId))?.row;
    const waits = row?.waiting?.vertical;
    if (row?.state !== 'vertical' || !row.waiting || !waits) throw casesErrors.vertical_over();
    const [item, file, evidence] = await Promise.all([
      deps.catalog.load(row.slug, row.itemVersion),
      findFile(ctx.tx, row.id),
      listEvidence(ctx.tx, row.id),
    ]);
    if (!item || !file) throw casesErrors.vertical_over();
    const hands = handedOver(item, caseInputOf(row, file, evidence));
    if (!waits.opened)
      changeLocked(ctx.tx, {
        row,
        now: ctx.now,
        set: { waiting: { ...row.waiting, vertical: { ...waits, opened: true } } },
      });
    ctx.access({
      subjectKind: row.applicantKind,
      subjectId: row.applicantId,
      who: system.name,
      what: {
        zh: `随办件 ${row.number} 交给对方：${hands.map((h) => h.label.zh).join('、')}`,
        en: `Handed over with case ${row.number}: ${hands.map((h) => h.label.en).join(', ')}`,
      },
      purpose: { zh: `办理“${row.itemName.zh}”`, en: `Handling “${row.itemName.en}”` },
      caseNumber: row.number,
    });
    ctx.audit({ action: 'cases.ticket_redeemed', subject: `case:${row.id}`, data: { system: system.id } });
    return {
      办件编号: row.number,
      事项: { 编码: row.handlingCode, 名称: row.itemName.zh },
      申请人类型: row.applicantKind === 'person' ? '自然人' : '企业',
      资料: Object.fromEntries(hands.map((h) => [h.name, h.value])),
      返回地址: ticket.返回地址,
      消息地址: ticket.消息地址,
    };
  });
}
