import type { ArrangedYear } from '@miaopi/identifiers';

/** In the manner of a notice of the State Council; that of the real year was not out when this was written. */
export const arranged2027 = {
  year: 2027,
  festivals: [
    { name: '元旦', from: '2027-01-01', to: '2027-01-03', work: [] },
    { name: '春节', from: '2027-02-05', to: '2027-02-12', work: ['2027-01-31', '2027-02-20'] },
    { name: '清明节', from: '2027-04-03', to: '2027-04-05', work: [] },
    { name: '劳动节', from: '2027-05-01', to: '2027-05-05', work: ['2027-04-25', '2027-05-08'] },
    { name: '端午节', from: '2027-06-09', to: '2027-06-09', work: [] },
    { name: '中秋节', from: '2027-09-15', to: '2027-09-15', work: [] },
    { name: '国庆节', from: '2027-10-01', to: '2027-10-07', work: ['2027-09-26', '2027-10-09'] },
  ],
} as const satisfies ArrangedYear;
