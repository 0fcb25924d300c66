import type { Tell } from './check-item.ts';
import type { ItemPackage } from './model.ts';

/** An item that a vertical system handles: nothing of it is decided, issued or sent out here. */
export function checkVertical(pkg: ItemPackage, tell: Tell): void {
  const { vertical } = pkg.item;
  if (!vertical) return;
  const seen = new Set<string>();
  vertical.hands.forEach(({ name }, n) => {
    if (seen.has(name))
      tell(
        'error',
        'vertical.hands',
        ['item', 'vertical', 'hands', n, 'name'],
        `“${name}”写了两次`,
        `“${name}” is there twice`,
      );
    seen.add(name);
  });
  const not = (wrong: boolean, path: readonly (string | number)[], zh: string, en: string): void => {
    if (wrong) tell('error', 'vertical.handling', [...path], zh, en);
  };
  not(
    !pkg.item.online,
    ['item', 'online'],
    '跳转办理的事项须能网上申请',
    'what is handled by a jump is applied for online',
  );
  not(
    pkg.item.deliver !== undefined,
    ['item', 'deliver'],
    '跳转办理的事项由对方送达，不能写 deliver',
    'the vertical system delivers: there is no deliver',
  );
  not(
    pkg.process.review !== undefined || pkg.process.forward !== undefined || pkg.process.acceptance !== undefined,
    ['process'],
    '跳转办理的事项由对方受理和审查，不能写 acceptance、review、forward',
    'the vertical system accepts and reviews: there is no acceptance, review or forward',
  );
  const decides = pkg.decision.verdict.rules.some((rule) => rule.then.some((out) => String(out).includes('准予')));
  not(
    decides,
    ['decision', 'verdict'],
    '跳转办理的事项由对方决定，结论只能是“人工”',
    'the vertical system decides: the verdict can be 人工 only',
  );
}
