import { type ArrangedYear, addDays, CALENDAR_TABLE } from '@miaopi/identifiers';

/** Calendar days from its founding on that the district's limits and bookings reach. */
const ahead = 200;

/** A year whose notice is not out yet, as the district assumes it. */
export interface AssumedYear extends ArrangedYear {
  /** Stands where the number of the notice does. */
  readonly notice: string;
}

/**
 * The years that the district lives in and the program does not ship: without them a district founded in December could book and promise nothing. Everything in it
 * is made up, and so are these days; a real installation waits for the State Council's notice, and in this one it can be entered over them.
 */
export function assumeYears(founded: string): AssumedYear[] {
  const last = Number(addDays(founded, ahead).slice(0, 4));
  const years: AssumedYear[] = [];
  for (let year = Number(CALENDAR_TABLE.knownThrough.slice(0, 4)) + 1; year <= last; year++) {
    const festival = (name: string, from: string, to = from) => ({
      name,
      from: `${year}-${from}`,
      to: `${year}-${to}`,
      work: [],
    });
    years.push({
      year,
      notice: '演示区假设，不是国务院的通知',
      festivals: [
        festival('元旦', '01-01'),
        festival('春节', '02-10', '02-13'),
        festival('清明节', '04-05'),
        festival('劳动节', '05-01', '05-02'),
        festival('端午节', '06-15'),
        festival('中秋节', '09-20'),
        festival('国庆节', '10-01', '10-03'),
      ],
    });
  }
  return years;
}
