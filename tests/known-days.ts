import { randomUUID } from 'node:crypto';
import { createClient } from '@miaopi/client';
import * as c from '@miaopi/contracts';
import { addDays } from '@miaopi/identifiers';

/** Calendar days: longer than any limit, pause or booking that a test waits through. */
const ahead = 200;

/**
 * The working days of the coming months, entered as an operator does. Those the product ships end with a year, and what reaches beyond them has no day (X12): a
 * test that is not about that must go as well in December. Days of festivals that follow the moon are invented.
 * @param url of a server with the demo district
 */
export async function knowDaysAhead(url: string): Promise<void> {
  let csrf: string | undefined;
  const operator = createClient({ base: url, cookies: true, csrf: () => csrf });
  csrf = (await operator.call(c.signIn, { body: { account: 'sj-yunwei', password: 'Miaopi-2026' } })).csrf;
  const needed = addDays(new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10), ahead);
  for (;;) {
    const { knownThrough, next } = await operator.call(c.getCalendar, {});
    if (knownThrough >= needed) return;
    await operator.call(c.enterYear, {
      body: { requestId: randomUUID(), year: next, notice: `测试用〔${next}〕`, festivals: festivalsOf(next) },
    });
  }
}

function festivalsOf(year: number): c.FestivalArrangement[] {
  const festival = (name: string, from: string, to = from): c.FestivalArrangement => ({
    name,
    from: `${year}-${from}`,
    to: `${year}-${to}`,
    work: [],
  });
  return [
    festival('元旦', '01-01'),
    festival('春节', '02-10', '02-13'),
    festival('清明节', '04-05'),
    festival('劳动节', '05-01', '05-02'),
    festival('端午节', '06-15'),
    festival('中秋节', '09-20'),
    festival('国庆节', '10-01', '10-03'),
  ];
}
