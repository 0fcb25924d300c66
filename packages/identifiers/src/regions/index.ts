import { DEMO_REGIONS } from './demo.ts';
import { GB2260 } from './gb2260.ts';
import { createRegionTable, type Region, type RegionTable, regionOf } from './table.ts';

export { DEMO_REGIONS } from './demo.ts';
export {
  canonicalRegionCode,
  createRegionTable,
  exchangeRegionCode,
  type Region,
  type RegionTable,
  regionOf,
} from './table.ts';

/** Provinces, prefectures and counties of GB/T 2260 as published in 2023. Abolished codes are not in it. */
export function nationalRegions(): readonly Region[] {
  const out: Region[] = [];
  for (const line of GB2260.trim().split('\n')) {
    const [head, ...prefectures] = line.split(';');
    const province = head!.slice(0, 2);
    out.push(regionOf(province, head!.slice(2)));
    for (const prefecture of prefectures) {
      const [first, ...counties] = prefecture.split(',');
      const code = province + first!.slice(0, 2);
      out.push(regionOf(code, first!.slice(2)));
      for (const county of counties) out.push(regionOf(code + county.slice(0, 2), county.slice(2)));
    }
  }
  return out;
}

let built: RegionTable | undefined;

/** The whole country and the demo district. Built at first use and kept. */
export function allRegions(): RegionTable {
  built ??= createRegionTable([...nationalRegions(), ...DEMO_REGIONS]);
  return built;
}
