import type { DaySpan, GivenPlan } from '@miaopi/contracts';
import { newId } from '../../../kernel/ids.ts';
import { isBookable } from '../bookable-items.ts';
import type { AppointmentsDeps } from '../deps.ts';
import { issuesOfPlan } from '../domain/check-plan.ts';
import { type Hours, minutesOf, type Week } from '../domain/hours.ts';
import type { HallPlan, WindowStaff } from '../domain/plan.ts';
import { appointmentsErrors } from '../errors.ts';
import type { HallRow } from '../store/halls.ts';

/** Nine to twelve and half past one to five. */
const usualDay: Hours = [
  { from: 540, to: 720 },
  { from: 810, to: 1020 },
];
export const usualWeek: Week = [usualDay, usualDay, usualDay, usualDay, usualDay];

export function readHours(hours: readonly DaySpan[]): Hours {
  return hours.map(({ from, to }) => ({ from: minutesOf(from), to: minutesOf(to) }));
}

const readWeek = (week: readonly (readonly DaySpan[])[]) => week.map(readHours) as unknown as Week;

/** A plan as it was given, checked whole. Desks keep their ids; officials are named by account. @throws appointments.plan_wrong with every issue */
export async function readPlan(
  deps: Pick<AppointmentsDeps, 'identity' | 'catalog'>,
  hall: Pick<HallRow, 'plan'>,
  given: GivenPlan,
): Promise<HallPlan> {
  const staff = await findStaff(deps, given);
  const known = new Set(hall.plan.desks.map((d) => d.id));
  const missing: { path: string; account: string }[] = [];
  const plan: HallPlan = {
    cutOffMinutes: given.cutOffMinutes,
    walkInPercent: given.walkInPercent,
    week: readWeek(given.week),
    desks: given.desks.map((desk, d) => ({
      id: desk.id !== undefined && known.delete(desk.id) ? desk.id : newId(),
      name: desk.name,
      minutes: desk.minutes,
      most: desk.most ?? null,
      items: desk.items,
      windows: desk.windows.map((window, w) => ({
        label: window.label.trim(),
        week: window.week ? readWeek(window.week) : null,
        staff: window.staff.flatMap((account, s) => {
          const one = staff.get(account);
          if (!one) missing.push({ path: `desks.${d}.windows.${w}.staff.${s}`, account });
          return one ? [one] : [];
        }),
      })),
    })),
  };
  const issues = [
    ...issuesOfPlan(plan, (slug) => isBookable(deps.catalog, slug)),
    ...missing.map(({ path, account }) => ({
      path,
      code: 'staff_missing',
      message: { zh: `没有账号为“${account}”的工作人员。`, en: `There is no official with the account “${account}”.` },
    })),
  ];
  if (issues.length > 0) throw appointmentsErrors.plan_wrong({ issues });
  return plan;
}

async function findStaff(
  { identity }: Pick<AppointmentsDeps, 'identity'>,
  given: GivenPlan,
): Promise<Map<string, WindowStaff>> {
  const accounts = new Set(given.desks.flatMap((d) => d.windows.flatMap((w) => w.staff)));
  const found = await Promise.all([...accounts].map((account) => identity.staffByAccount(account)));
  return new Map(
    [...accounts].flatMap((account, i) => {
      const one = found[i];
      return one ? [[account, { id: one.id, account, name: one.name }] as const] : [];
    }),
  );
}
