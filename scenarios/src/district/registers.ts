import type { OutsideAnswer, Registers } from '../outside/answers.ts';
import type { OutsideRecord, OutsideValue, SystemId } from '../outside/systems.ts';
import { addressKey } from './addresses.ts';
import { comparePortrait } from './compare-portrait.ts';

export interface AddressRecord {
  readonly text: string;
  readonly code: string;
  readonly region: string;
  readonly use: '住宅' | '非住宅';
  readonly owner: { readonly name: string; readonly citizenId: string };
  /** Citizen numbers of the owner's family. */
  readonly kin: ReadonlySet<string>;
  readonly tenants: ReadonlySet<string>;
}

/** Premises as the housing department has them. */
export interface PremisesRecord {
  readonly text: string;
  /** Citizen number or USCC of the owner. */
  readonly owner: string;
  readonly use: '住宅' | '非住宅';
  /** m² */
  readonly area: number;
  readonly state: '正常' | '违法建筑' | '危险房屋';
}

/** What a register says of a number: its record, nothing, or that it can't be had. */
export type Entry = OutsideRecord | 'unavailable';

/** The registers as tables. The name of a table is `system/operation`; housing tables are keyed `uscc/certificate number`. */
export interface RegisterTables {
  readonly byKey: ReadonlyMap<string, ReadonlyMap<string, Entry>>;
  readonly addresses: ReadonlyMap<string, AddressRecord>;
  readonly premises: ReadonlyMap<string, PremisesRecord>;
  /** What the housing department says to a change of this certificate. */
  readonly changes: ReadonlyMap<string, 'confirmed' | 'refused' | 'unavailable'>;
  /** Year in the number of a confirmation. */
  readonly year: string;
}

const NONE: OutsideAnswer = { status: 'none' };

export function createRegisters(tables: RegisterTables): Registers {
  return {
    find(system: SystemId, operation: string, params: OutsideRecord): OutsideAnswer {
      const name = `${system}/${operation}`;
      if (name === 'police/address') return findAddress(tables, params);
      if (name === 'police/portrait') return comparePortrait(tables.byKey.get('police/person'), params);
      if (name === 'housing/premises') return findPremises(tables, params);
      if (name === 'housing/confirm-change') return confirmChange(tables, params);
      const key =
        name === 'housing/project'
          ? text(params.项目代码)
          : name === 'housing/guarantee'
            ? text(params.身份号码)
            : keyOf(system, params);
      const entry = tables.byKey.get(name)?.get(key);
      if (entry === undefined) return NONE;
      return entry === 'unavailable' ? { status: 'unavailable' } : { status: 'found', data: entry };
    },
  };
}

function keyOf(system: SystemId, params: OutsideRecord): string {
  if (system === 'housing') return `${text(params.统一社会信用代码)}/${text(params.证书编号)}`;
  return text(params[system === 'market' ? '统一社会信用代码' : '身份号码']);
}

function findAddress(tables: RegisterTables, params: OutsideRecord): OutsideAnswer {
  const record = tables.addresses.get(addressKey(text(params.地址)));
  if (record === undefined) return NONE;
  const asker = text(params.身份号码);
  const relation = asker === record.owner.citizenId ? '本人' : record.kin.has(asker) ? '亲属' : '无';
  return {
    status: 'found',
    data: {
      标准地址: record.text,
      地址编码: record.code,
      区划: record.region,
      房屋用途: record.use,
      产权人: record.owner.name,
      产权人身份号码: record.owner.citizenId,
      与申请人关系: relation,
      租赁备案: record.tenants.has(asker),
    },
  };
}

/** Answers whether the one named owns it, and never who does. */
function findPremises(tables: RegisterTables, params: OutsideRecord): OutsideAnswer {
  const record = tables.premises.get(addressKey(text(params.房屋坐落)));
  if (record === undefined) return NONE;
  return {
    status: 'found',
    data: {
      标准坐落: record.text,
      权利人一致: text(params.权利人号码) === record.owner,
      房屋用途: record.use,
      建筑面积: record.area,
      状态: record.state,
    },
  };
}

function confirmChange(tables: RegisterTables, params: OutsideRecord): OutsideAnswer {
  const key = keyOf('housing', params);
  const change = tables.changes.get(key);
  if (change === undefined) return NONE;
  if (change === 'unavailable') return { status: 'unavailable' };
  if (change === 'refused') {
    return {
      status: 'found',
      data: { 核准: false, 核准文号: null, 意见: '企业存在未办结的资质动态核查，暂不予核准变更。' },
    };
  }
  // The number of the confirmation follows from what is confirmed, so that asking again gives the same one.
  const serial = String(hash(JSON.stringify([key, params])) % 100_000).padStart(5, '0');
  return {
    status: 'found',
    data: { 核准: true, 核准文号: `云住建资变〔${tables.year}〕${serial}号`, 意见: '经核查，同意变更。' },
  };
}

function text(value: OutsideValue | undefined): string {
  return typeof value === 'string' ? value.trim().toUpperCase() : '';
}

export function hash(source: string): number {
  let value = 2_166_136_261;
  for (let i = 0; i < source.length; i++) value = Math.imul(value ^ source.charCodeAt(i), 16_777_619);
  return value >>> 0;
}
