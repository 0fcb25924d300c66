/** Addresses of the district. All lie in made-up streets; the key is how people.ts speaks of them. */
export interface AddressSpec {
  readonly text: string;
  readonly region: string;
  /** Key of the owner; null: the person who lives there. */
  readonly owner: string | null;
  readonly use: '住宅' | '非住宅';
  /** Persons with a filed lease. */
  readonly leases?: readonly string[];
  /** false: the police register doesn't know it. */
  readonly known?: false;
}

export const YUNXI = '示范省云州市云溪区';
export const YUNGANG = '示范省云州市云港区';
/** Another city of the province: whoever has his household there and lives in Yunzhou registers his residence. */
export const DONGYU = '示范省海临市东屿县';

export const ADDRESSES: Readonly<Record<string, AddressSpec>> = {
  周宅: { text: `${YUNXI}梧桐路18号3幢2单元501室`, region: '990101', owner: 'zhou-ting', use: '住宅' },
  吴宅: { text: `${YUNXI}听雨巷7号2幢1单元302室`, region: '990101', owner: 'wu-jianguo', use: '住宅' },
  出租房甲: {
    text: `${YUNXI}望湖路136号9幢1单元1104室`,
    region: '990101',
    owner: 'xu-zhiyuan',
    use: '住宅',
    leases: ['zheng-nan'],
  },
  出租房乙: { text: `${YUNXI}望湖路136号9幢1单元1105室`, region: '990101', owner: 'xu-zhiyuan', use: '住宅' },
  新村自建房: { text: `${YUNXI}石桥镇茶山村新坡组41号`, region: '990101', owner: null, use: '住宅', known: false },
  韩宅: { text: `${YUNXI}青禾路52号5幢3单元203室`, region: '990101', owner: 'han-xue', use: '住宅' },
  厂房: { text: `${YUNXI}营造路77号2号厂房`, region: '990101', owner: 'yan-zheng', use: '非住宅' },
  海棠小区: { text: `${YUNGANG}海棠路201号12幢1单元602室`, region: '990102', owner: null, use: '住宅' },
  海临老家甲: { text: `${DONGYU}潮音路26号`, region: '990219', owner: null, use: '住宅' },
  海临老家乙: { text: `${DONGYU}石浦镇盐田村8号`, region: '990219', owner: null, use: '住宅' },
  渔港老街: { text: `${YUNGANG}渔港街15号`, region: '990102', owner: null, use: '住宅' },
};

/** A flat for whoever has no address written down: street and number follow from the place in the list. */
export function usualAddress(place: number): AddressSpec {
  const streets = ['澄江路', '梧桐路', '青禾路', '听雨巷', '竹园街', '溪东路', '松林路'];
  const street = streets[place % streets.length];
  const text = `${YUNXI}${street}${20 + place * 3}号${1 + (place % 6)}幢${1 + (place % 3)}单元${2 + (place % 9)}0${1 + (place % 4)}室`;
  return { text, region: '990101', owner: null, use: '住宅' };
}

/** Two ways of writing one address come to the same key: no spaces, half-width figures, no province and city in front. */
export function addressKey(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/\s+/g, '')
    .replace(/^示范省/, '')
    .replace(/^云州市/, '');
}
