import type { Tell } from './check-item.ts';
import type { HandlingMode, ItemPackage } from './model.ts';

/** Most visits a mode may ask for (document 002): 原件预审 two, 原件核验 one, 全程网办 none. */
const mostVisits: Readonly<Record<HandlingMode, number>> = { 'pre-check': 2, 'at-collection': 1, online: 0 };

/** F090–F092: the mode agrees with the visits, with how the result is delivered, and with what is to be shown. */
export function checkModes({ item, process }: ItemPackage, tell: Tell): void {
  const { mode } = item;
  const shown = item.materials.some((m) => m.original === true);
  const at = (...path: (string | number)[]) => ['item', 'mode', ...path];
  if (!mode) {
    item.materials.forEach((m, i) => {
      if (m.original)
        tell(
          'error',
          'mode.missing',
          ['item', 'materials', i, 'original'],
          '要核对原件的事项须写明办理模式（mode）',
          'an item that wants to see originals must say in which mode it is handled',
          { key: true },
        );
    });
    return;
  }
  if (!item.online)
    tell(
      'error',
      'mode.offline',
      at('by'),
      '办理模式只用于可以网办的事项',
      'modes are for items one can apply for online',
    );
  const fits = mode.by === 'online' ? item.visits === 0 : item.visits >= 1 && item.visits <= mostVisits[mode.by];
  if (!fits)
    tell(
      'error',
      'mode.visits',
      ['item', 'visits'],
      {
        online: '全程网办的到现场次数应为 0',
        'pre-check': '原件预审的到现场次数应为 1 或 2',
        'at-collection': '原件核验的到现场次数应为 1',
      }[mode.by],
      {
        online: 'wholly online means no visit',
        'pre-check': 'a pre-check takes one or two visits',
        'at-collection': 'originals at collection take one visit',
      }[mode.by],
    );
  const ways = [{ by: mode.by, path: at('by') }].concat(
    (mode.situations ?? []).map((s, i) => ({ by: s.by, path: at('situations', i, 'by') })),
  );
  mode.situations?.forEach((s, i) => {
    if (s.by === mode.by)
      tell(
        'warning',
        'mode.situation',
        at('situations', i, 'by'),
        '这个情形和一般规则相同',
        'this situation says what holds anyhow',
      );
  });
  for (const { by, path } of ways) {
    if (by !== 'online' && !shown)
      tell(
        'error',
        'mode.originals',
        path,
        '没有一项材料标明要核对原件（original: true）',
        'no material says that its original is to be shown (original: true)',
      );
    if (by === 'at-collection' && !(item.deliver && item.delivery.includes('counter')))
      tell(
        'error',
        'mode.collection',
        path,
        '原件核验在窗口领取结果时进行，送达方式应包括 counter，并写明 deliver',
        'originals are shown when the result is collected: delivery must include counter, with deliver',
      );
    if (by === 'pre-check' && !process.steps.some((s) => s.name === '受理'))
      tell(
        'error',
        'mode.acceptance',
        path,
        '原件预审由工作人员核对原件后受理，流程中应有“受理”环节',
        'after a pre-check an official accepts: the process needs the step 受理',
      );
    if (by === 'pre-check' && (item.promised.unit === '当场' || item.promised.amount === 0))
      tell(
        'error',
        'mode.immediate',
        path,
        '当场办结的事项不能先预审再到窗口核对原件',
        'an item decided on the spot can’t wait for originals',
      );
  }
  if (mode.by === 'pre-check' && item.visits === 2 && !item.delivery.includes('counter'))
    tell(
      'error',
      'mode.visits',
      ['item', 'visits'],
      '第二次到现场是领取结果，送达方式应包括 counter',
      'the second visit is to collect the result: delivery must include counter',
    );
  if (shown && ways.every((w) => w.by === 'online'))
    tell(
      'warning',
      'mode.originals',
      at('by'),
      '全程网办不核对原件，材料的 original 没有作用',
      'wholly online, no original is shown: original of the materials does nothing',
    );
}
