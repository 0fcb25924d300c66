import type { Issue } from '../../../kernel/errors.ts';
import type { Text } from '../../../kernel/text.ts';
import { faultOfHours, type Week } from './hours.ts';
import type { HallPlan } from './plan.ts';

/** Everything that is wrong with a plan whose form is right, each at its place. `bookable` tells whether an item may be booked at all. */
export function issuesOfPlan(plan: HallPlan, bookable: (slug: string) => boolean): Issue[] {
  const issues: Issue[] = [];
  const tell = (path: string, code: string, message: Text) => void issues.push({ path, code, message });
  checkWeek(plan.week, 'week', tell);
  const deskOfItem = new Map<string, string>();
  const labels = new Set<string>();
  const seats = new Map<string, string>();
  plan.desks.forEach((desk, d) => {
    const at = `desks.${d}`;
    desk.items.forEach((slug, i) => {
      const place = `${at}.items.${i}`;
      const other = deskOfItem.get(slug);
      if (other !== undefined)
        tell(place, 'item_twice', {
          zh: `“${slug}”已在“${other}”办理，一个事项在一个大厅只归一个业务组。`,
          en: `“${slug}” is served by “${other}” already; an item has one desk in a hall.`,
        });
      deskOfItem.set(slug, desk.name.zh);
      if (!bookable(slug))
        tell(place, 'item_not_bookable', {
          zh: `“${slug}”不是可预约的事项，请从列表中选择。`,
          en: `“${slug}” is no item that can be booked; choose from the list.`,
        });
    });
    desk.windows.forEach((window, w) => {
      const place = `${at}.windows.${w}`;
      if (labels.has(window.label))
        tell(`${place}.label`, 'window_twice', {
          zh: `大厅里已有“${window.label}”，请另取名称。`,
          en: `The hall has a window “${window.label}” already; name it otherwise.`,
        });
      labels.add(window.label);
      if (window.week) checkWeek(window.week, `${place}.week`, tell);
      window.staff.forEach((one, s) => {
        const seat = seats.get(one.account);
        if (seat !== undefined)
          tell(`${place}.staff.${s}`, 'staff_twice', {
            zh: `${one.name}已在“${seat}”，同一人不能同时在两个窗口。`,
            en: `${one.name} sits at “${seat}” already; nobody sits at two windows.`,
          });
        seats.set(one.account, window.label);
      });
    });
  });
  return issues;
}

function checkWeek(week: Week, path: string, tell: (path: string, code: string, message: Text) => void): void {
  week.forEach((hours, day) => {
    const fault = faultOfHours(hours);
    if (fault) tell(`${path}.${day}`, `hours_${fault}`, faults[fault]);
  });
}

const faults = {
  order: { zh: '结束时间要晚于开始时间。', en: 'The end must be later than the beginning.' },
  overlap: {
    zh: '各段时间要按先后填写，中间留有间隔，不能重叠。',
    en: 'Give the hours in order, with a break between them; they must not overlap.',
  },
} as const;
