/** What the demo's carrier takes for a parcel, by where it is fetched or delivered. 分 */
export const CARRIER_TARIFF = {
  regions: [
    { name: { zh: '云州市内', en: 'Within Yunzhou' }, words: ['云州市', '云溪区', '云海县'], fee: 1000 },
    { name: { zh: '示范省内', en: 'Within the province' }, words: ['示范省'], fee: 1500 },
  ],
  elsewhere: { name: { zh: '其他省份', en: 'Other provinces' }, fee: 2200 },
} as const;
