import { type Region, regionOf } from './table.ts';

/**
 * The demo district. Province 99 does not exist in GB/T 2260, so no address or number made with it can belong to a real person.
 */
export const DEMO_REGIONS: readonly Region[] = (
  [
    ['990000', '示范省'],
    ['990100', '云州市'],
    ['990101', '云溪区'],
    ['990102', '云港区'],
    ['990101001', '云溪街道'],
    ['990101002', '竹园街道'],
    ['990101100', '石桥镇'],
    ['990102001', '港口街道'],
    ['990102002', '海棠街道'],
    ['990101001001', '溪东社区'],
    ['990101001002', '溪西社区'],
    ['990101002001', '竹园社区'],
    ['990101002002', '松林社区'],
    ['990101100201', '石桥村'],
    ['990101100202', '茶山村'],
    ['990102001001', '灯塔社区'],
    ['990102001002', '渔港社区'],
    ['990102002001', '海棠社区'],
  ] as const
).map(([code, name]) => regionOf(code, name));
