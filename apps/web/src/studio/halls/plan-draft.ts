import type { GivenPlan } from '@miaopi/contracts';
import { hoursText, readHours } from './hours-text.ts';

/** A plan while it is edited: hours and officials as typed. */
export interface PlanDraft {
  readonly nameZh: string;
  readonly nameEn: string;
  readonly address: string;
  readonly phone: string;
  readonly cutOff: string;
  readonly walkIn: string;
  readonly week: readonly string[];
  readonly desks: readonly DeskDraft[];
}

export interface DeskDraft {
  /** Of the row, for the page only. */
  readonly key: string;
  readonly id: string | undefined;
  readonly nameZh: string;
  readonly nameEn: string;
  readonly minutes: string;
  readonly most: string;
  readonly items: readonly string[];
  readonly windows: readonly WindowDraft[];
}

export interface WindowDraft {
  readonly key: string;
  readonly label: string;
  readonly staff: string;
  readonly week: readonly string[] | null;
}

let made = 0;
const newKey = () => `row-${++made}`;

export function newWindow(label = ''): WindowDraft {
  return { key: newKey(), label, staff: '', week: null };
}

export function newDesk(): DeskDraft {
  return {
    key: newKey(),
    id: undefined,
    nameZh: '',
    nameEn: '',
    minutes: '15',
    most: '',
    items: [],
    windows: [newWindow()],
  };
}

export function draftOf(plan: GivenPlan): PlanDraft {
  return {
    nameZh: plan.name.zh,
    nameEn: plan.name.en,
    address: plan.address,
    phone: plan.phone,
    cutOff: String(plan.cutOffMinutes),
    walkIn: String(plan.walkInPercent),
    week: plan.week.map(hoursText),
    desks: plan.desks.map((d) => ({
      key: newKey(),
      id: d.id,
      nameZh: d.name.zh,
      nameEn: d.name.en,
      minutes: String(d.minutes),
      most: d.most === undefined ? '' : String(d.most),
      items: d.items,
      windows: d.windows.map((w) => ({
        key: newKey(),
        label: w.label,
        staff: w.staff.join(' '),
        week: w.week?.map(hoursText) ?? null,
      })),
    })),
  };
}

const whole = (text: string): number | undefined => (/^\d{1,4}$/.test(text.trim()) ? Number(text) : undefined);

/** As the server takes it; undefined while something can't be read or is missing. */
export function planOf(draft: PlanDraft): GivenPlan | undefined {
  const [cutOffMinutes, walkInPercent] = [whole(draft.cutOff), whole(draft.walkIn)];
  const week = readWeek(draft.week);
  const desks = draft.desks.map(deskOf);
  const [nameZh, nameEn, address] = [draft.nameZh.trim(), draft.nameEn.trim(), draft.address.trim()];
  if (cutOffMinutes === undefined || cutOffMinutes > 1440 || walkInPercent === undefined || walkInPercent > 90)
    return undefined;
  if (!week || !nameZh || !nameEn || address.length < 4 || !/^[0-9 +()-]{5,24}$/.test(draft.phone.trim()))
    return undefined;
  if (desks.some((d) => d === undefined)) return undefined;
  return {
    name: { zh: nameZh, en: nameEn },
    address,
    phone: draft.phone.trim(),
    cutOffMinutes,
    walkInPercent,
    week,
    desks: desks as GivenPlan['desks'],
  };
}

function readWeek(week: readonly string[]) {
  const read = week.map(readHours);
  return read.some((day) => day === undefined) ? undefined : (read as NonNullable<(typeof read)[number]>[]);
}

function deskOf(d: DeskDraft): GivenPlan['desks'][number] | undefined {
  const minutes = whole(d.minutes);
  const most = whole(d.most);
  const anyMost = d.most.trim() === '';
  if (minutes === undefined || minutes < 5 || minutes > 240 || (!anyMost && !most)) return undefined;
  if (!d.nameZh.trim() || !d.nameEn.trim()) return undefined;
  const windows = d.windows.map((w) => {
    const week = w.week === null ? null : readWeek(w.week);
    return week === undefined || !w.label.trim()
      ? undefined
      : { label: w.label.trim(), ...(week ? { week } : {}), staff: w.staff.split(/[\s,，、]+/).filter(Boolean) };
  });
  if (windows.some((w) => w === undefined)) return undefined;
  return {
    ...(d.id === undefined ? {} : { id: d.id }),
    name: { zh: d.nameZh.trim(), en: d.nameEn.trim() },
    minutes,
    ...(anyMost ? {} : { most }),
    items: [...d.items],
    windows: windows as GivenPlan['desks'][number]['windows'],
  };
}
