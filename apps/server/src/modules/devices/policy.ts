import type { Abilities } from '@miaopi/contracts';
import type { StaffActor } from '../../kernel/actor.ts';
import type { HallFor } from '../appointments/index.ts';

/** Officials who receive people: of the office that runs the hall, and whoever sits at one of its windows. Others get 404. */
export function sees(actor: StaffActor, hall: Pick<HallFor, 'office' | 'seated'>): boolean {
  const receives = actor.roles.some((r) => r === 'acceptor' || r === 'approver' || r === 'head');
  return receives && (hall.office === actor.office || hall.seated.includes(actor.staffId));
}

/**
 * The region whose halls an official supervises, undefined when none: heads of a service centre that of their centre, as they read complaints about its units
 * (decision 0072). They see how things are; what a hall does about it is its office's.
 */
export function supervised(
  actor: StaffActor,
  centres: readonly { readonly uscc: string; readonly region: string }[],
): string | undefined {
  return actor.roles.includes('head') ? centres.find((centre) => centre.uscc === actor.office)?.region : undefined;
}

/** Enters devices, replaces their keys, retires them: the head of the office that runs the hall. Others get 404. */
export function governs(actor: StaffActor, hall: Pick<HallFor, 'office'>): boolean {
  return actor.roles.includes('head') && actor.office === hall.office;
}

const head = {
  zh: '由大厅管理单位的负责人登记和停用设备',
  en: 'The head of the office that runs the hall enters and retires devices',
};

/** The same answers, for the buttons. */
export function hallAbilities(actor: StaffActor, hall: HallFor): Abilities {
  return { enter: governs(actor, hall) ? { allowed: true } : { allowed: false, reason: head } };
}

export function deviceAbilities(
  actor: StaffActor,
  hall: HallFor,
  device: { readonly retiredAt: Date | null },
): Abilities {
  const change = !governs(actor, hall)
    ? { allowed: false, reason: head }
    : device.retiredAt
      ? { allowed: false, reason: { zh: '已停用', en: 'It was retired' } }
      : { allowed: true };
  return { newKey: change, retire: change };
}
