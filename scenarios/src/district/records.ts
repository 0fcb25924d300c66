import { addDays } from '@miaopi/identifiers';
import type { OutsideRecord } from '../outside/systems.ts';
import { monthsBefore, yearsBefore } from './dates.ts';
import type { DrivingLicenceSpec, InsuredSpec } from './person-spec.ts';
import { hash } from './registers.ts';

/** Records of single registers, in the words of the registers. */

const INSURANCES = ['基本养老保险', '基本医疗保险', '失业保险', '工伤保险'];

export function insuranceRecord(name: string, spec: InsuredSpec, today: string): OutsideRecord {
  const { state, months, ago = 0, base, unit } = spec;
  const paid: OutsideRecord[] = [];
  for (let back = ago + 1; back <= ago + months; back++) {
    const month = monthsBefore(`${today.slice(0, 7)}-01`, back).slice(0, 7);
    // The base is set anew each July; before, it was a little lower.
    const raises = Math.floor((back + 6) / 12);
    const then = Math.max(3_800, Math.round((base * 0.96 ** raises) / 10) * 10);
    for (const insurance of INSURANCES) {
      paid.push({ 年月: month, 险种: insurance, 缴费基数: then, 单位名称: unit ?? '云州市东篱百货有限公司' });
    }
  }
  const first = `${paid.at(-1)?.年月 as string}-01`;
  return {
    姓名: name,
    参保状态: state,
    单位名称: state === '参保缴费' ? unit : null,
    险种: INSURANCES.map((insurance) => ({ 险种: insurance, 状态: state, 首次参保: first, 累计月数: months })),
    缴费: paid,
  };
}

export function licenceRecord(citizenId: string, spec: DrivingLicenceSpec, today: string): OutsideRecord {
  // Some weeks beyond the anniversary, so that no figure of a story hangs on a single day.
  const first = addDays(yearsBefore(today, spec.years), -(20 + (hash(citizenId) % 90)));
  const points = spec.points ?? [0, 3, 0];
  const until = (years: number) => addDays(yearsBefore(first, -years), -1);
  // Licences run for six years, then for ten (机动车驾驶证申领和使用规定).
  const valid = spec.expired ? addDays(today, -45) : spec.years < 6 ? until(6) : until(16);
  return {
    证号: citizenId,
    准驾车型: spec.classes,
    初次领证日期: first,
    有效期止: valid,
    状态: spec.state ?? '正常',
    // A cycle runs twelve months from the day of the first licence; the newest is the one that is running.
    记分: points
      .map((scored, place) => {
        const begun = spec.years - (points.length - 1 - place);
        return {
          周期起: yearsBefore(first, -begun),
          周期止: addDays(yearsBefore(first, -(begun + 1)), -1),
          记分: scored,
        };
      })
      .filter((cycle) => cycle.周期起 >= first),
  };
}
