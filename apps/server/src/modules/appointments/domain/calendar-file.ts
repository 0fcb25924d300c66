/** One appointment as a calendar file (RFC 5545), for the person's own calendar. */
export interface CalendarEntry {
  readonly uid: string;
  /** Raised with each change, so that calendars take the newer one. */
  readonly sequence: number;
  readonly stamp: Date;
  readonly begins: Date;
  readonly ends: Date;
  readonly title: string;
  readonly place: string;
  readonly note: string;
  readonly cancelled: boolean;
}

export function calendarFile(e: CalendarEntry): string {
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Miaopi//Appointments//ZH',
    'CALSCALE:GREGORIAN',
    `METHOD:${e.cancelled ? 'CANCEL' : 'PUBLISH'}`,
    'BEGIN:VEVENT',
    `UID:${e.uid}`,
    `SEQUENCE:${e.sequence}`,
    `DTSTAMP:${utc(e.stamp)}`,
    `DTSTART:${utc(e.begins)}`,
    `DTEND:${utc(e.ends)}`,
    `SUMMARY:${text(e.title)}`,
    `LOCATION:${text(e.place)}`,
    `DESCRIPTION:${text(e.note)}`,
    `STATUS:${e.cancelled ? 'CANCELLED' : 'CONFIRMED'}`,
    ...(e.cancelled
      ? []
      : ['BEGIN:VALARM', 'ACTION:DISPLAY', `DESCRIPTION:${text(e.title)}`, 'TRIGGER:-PT2H', 'END:VALARM']),
    'END:VEVENT',
    'END:VCALENDAR',
  ];
  return lines.map((line) => `${folded(line)}\r\n`).join('');
}

/** `20261130T013000Z` (3.3.5, form 2). */
function utc(at: Date): string {
  return `${at.toISOString().slice(0, 19).replace(/[-:]/g, '')}Z`;
}

/** 3.3.11: backslash, semicolon, comma and line break are escaped; other control characters have no place. */
function text(value: string): string {
  return value
    .replace(/[\\;,]/g, (c) => `\\${c}`)
    .replace(/\r\n?|\n/g, '\\n')
    .replace(/\p{Cc}/gu, '');
}

/** 3.1: lines of at most 75 octets, continued after a space; a character is never parted. */
function folded(line: string): string {
  const bytes = new TextEncoder();
  let out = '';
  let length = 0;
  for (const character of line) {
    const size = bytes.encode(character).length;
    if (length + size > 75) {
      out += '\r\n ';
      length = 1;
    }
    out += character;
    length += size;
  }
  return out;
}
