/** Today in China, yyyy-mm-dd: the day the server reckons by, wherever the browser is. */
export function todayInChina(now = new Date()): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Shanghai' }).format(now);
}
