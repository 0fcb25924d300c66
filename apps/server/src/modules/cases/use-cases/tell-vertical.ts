import type { NoticeKind } from '@miaopi/contracts';
import type { CompiledItem } from '@miaopi/items';
import type { CommandContext } from '../../../kernel/command.ts';
import { kernelErrors } from '../../../kernel/errors.ts';
import type { VerticalSystem } from '../../exchange/index.ts';
import { caseInputOf } from '../case-input.ts';
import { noticeOf, platformNotice, type Told } from '../notice.ts';
import { findFile, listEvidence } from '../store/cases.ts';
import type { CaseRow } from '../store/rows.ts';
import type { KeptMessage } from '../store/verticals.ts';

/** What the applicant is told about a message, whether by SMS too, and as what. */
export async function tellVertical(
  ctx: CommandContext,
  row: CaseRow,
  item: CompiledItem,
  given: { readonly system: VerticalSystem; readonly message: KeptMessage; readonly due: string | undefined },
): Promise<readonly [Told, boolean, NoticeKind]> {
  const { event, content } = given.message;
  const file = await findFile(ctx.tx, row.id);
  if (!file) throw kernelErrors.bug({ log: `case ${row.id} has no file` });
  const input = caseInputOf(row, file, await listEvidence(ctx.tx, row.id));
  const reason = content.opinion ?? '';
  const values = { 办件编号: row.number, 理由: reason, ...(given.due ? { 期限: given.due } : {}) };
  const there = given.system.name;
  const { appeal } = item.package.item;
  switch (event) {
    case 'accepted':
      return [noticeOf(item, 'accepted', input, row, values), true, 'progress'];
    case 'correction':
      return [noticeOf(item, 'toPerson', input, row, values), true, 'decision'];
    case 'granted':
      return [noticeOf(item, 'granted', input, row, values), true, 'decision'];
    case 'refused':
      return [noticeOf(item, 'refused', input, row, values), true, 'decision'];
    case 'not-accepted':
      return [
        platformNotice('rejected', row, {
          reason: { zh: reason, en: reason },
          review: appeal.review,
          court: appeal.court,
        }),
        true,
        'decision',
      ];
    case 'issued': {
      const { name = '', number = '', delivery } = content.result ?? {};
      return [
        {
          title: { zh: `${name}已办好`, en: 'Your result is ready' },
          body: {
            zh: `您的办件${row.number}已办结，${name}（编号 ${number}）已办好。${delivery ?? ''}`,
            en: `Case ${row.number} is closed: ${name} (number ${number}) is ready. ${delivery ?? ''}`.trim(),
          },
        },
        true,
        'decision',
      ];
    }
    case 'withdrawn':
      return [
        {
          title: { zh: '申请已撤回', en: 'Your application is withdrawn' },
          body: {
            zh: `您的办件${row.number}已在“${there.zh}”撤回，不再办理。`,
            en: `Case ${row.number} was withdrawn in “${there.en}” and is handled no further.`,
          },
        },
        false,
        'progress',
      ];
    case 'filed':
    case 'corrected':
      return [
        {
          title: { zh: '已在对方系统提交', en: 'Filed in the other system' },
          body: {
            zh: `您的办件${row.number}已在“${there.zh}”提交，等待受理。进度会回到这里。`,
            en: `Case ${row.number} has been filed in “${there.en}” and waits to be accepted. You see here how far it is.`,
          },
        },
        false,
        'progress',
      ];
  }
}
