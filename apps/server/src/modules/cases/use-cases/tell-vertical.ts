import type { NoticeKind } from '@miaopi/contracts';
import { type CompiledItem, inBoth, type Told } from '@miaopi/items';
import type { CommandContext } from '../../../kernel/command.ts';
import { kernelErrors } from '../../../kernel/errors.ts';
import type { VerticalSystem } from '../../exchange/index.ts';
import { caseInputOf } from '../case-input.ts';
import { noticeOf, platformNotice } from '../notice.ts';
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
      const words = { result: inBoth(name), licence: inBoth(number), note: inBoth(delivery ?? '') };
      return [platformNotice('issuedThere', row, words), true, 'decision'];
    }
    case 'withdrawn':
      return [platformNotice('withdrawnThere', row, { system: there }), false, 'progress'];
    case 'filed':
    case 'corrected':
      return [platformNotice('filedThere', row, { system: there }), false, 'progress'];
  }
}
