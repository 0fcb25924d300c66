import type { Tell } from './check-item.ts';
import type { ItemPackage } from './model.ts';

/** Shortest address a courier finds. */
const shortest = 8;

/** F203: an item that takes papers by courier says so on its guide, names a place that can be found, and has something that is sent. */
export function checkSendIn({ item }: ItemPackage, tell: Tell): void {
  const { sendIn } = item;
  if (!sendIn) return;
  const at = (...path: string[]) => ['item', 'sendIn', ...path];
  if (!item.mail)
    tell(
      'error',
      'send-in.mail',
      ['item', 'mail'],
      '材料可以寄送的事项，mail 应为 true',
      'an item that takes papers by courier says mail: true',
    );
  if (sendIn.address.trim().length < shortest)
    tell(
      'error',
      'send-in.address',
      at('address'),
      '收件地址应写到楼层和窗口，快递才送得到',
      'the address must say floor and window, so that a courier finds it',
    );
  if (item.vertical)
    tell(
      'error',
      'send-in.vertical',
      at(),
      '跳转办理的事项由对方收取材料，不设 sendIn',
      'what a vertical system handles is received there: no sendIn',
      { key: true },
    );
  if (!item.materials.some((m) => m.original === true || 'field' in m.by))
    tell(
      'warning',
      'send-in.nothing',
      at(),
      '没有要核对原件、也没有要上传的材料，寄送没有用处',
      'no original is shown and nothing is uploaded: there is nothing to send',
      { key: true },
    );
}
