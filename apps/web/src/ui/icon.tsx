/** Own line icons on a 24 grid, one stroke. Decorative: the word always stands beside. */
const PATHS = {
  search: 'M10.5 17a6.5 6.5 0 1 0 0-13 6.5 6.5 0 0 0 0 13M20 20l-4.9-4.9',
  check: 'm5 12.5 4.6 4.7L19.5 7',
  'check-circle': 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18M8 12.2l2.8 2.9L16 9.4',
  cross: 'm6.5 6.5 11 11m0-11-11 11',
  'cross-circle': 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18M9.2 9.2l5.6 5.6m0-5.6-5.6 5.6',
  clock: 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18M12 7v5.2l3.4 2',
  calendar: 'M4.5 6h15v14h-15zM4.5 10.5h15M8.5 3.5V8M15.5 3.5V8M8.5 14h3M8.5 17h6',
  question: 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18M9.6 9.6a2.5 2.5 0 1 1 3.5 2.3c-.8.4-1.1.9-1.1 1.8M12 16.6v.1',
  info: 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18M12 11v5.5M12 7.6v.1',
  warn: 'M12 4 2.8 19.6h18.4zM12 10v4.4M12 17v.1',
  lock: 'M6 11h12v9H6zM8.5 11V8a3.5 3.5 0 0 1 7 0v3',
  eye: 'M2.5 12S6 5.5 12 5.5 21.5 12 21.5 12 18 18.5 12 18.5 2.5 12 2.5 12M12 14.8a2.8 2.8 0 1 0 0-5.6 2.8 2.8 0 0 0 0 5.6',
  'eye-off':
    'M4 4l16 16M9.4 5.9A9.6 9.6 0 0 1 12 5.5c6 0 9.5 6.5 9.5 6.5a16 16 0 0 1-2.9 3.6M6.3 7.5A16 16 0 0 0 2.5 12S6 18.5 12 18.5a9.4 9.4 0 0 0 4-.9',
  download: 'M12 4v11m-4.5-4.5L12 15l4.5-4.5M4.5 19.5h15',
  print: 'M7 9V4h10v5M7 17H4.5V9h15v8H17M7 14h10v6H7z',
  qr: 'M4 4h6v6H4zM14 4h6v6h-6zM4 14h6v6H4zM14 14h2.5v2.5H14zM17.5 17.5H20V20h-2.5M20 14v.5M14 20v-.5',
  upload: 'M12 16V5m-4.5 4.5L12 5l4.5 4.5M4.5 19.5h15',
  camera: 'M4 8h3.4l1.4-2.5h6.4L16.6 8H20v11H4zM12 16.4a3.2 3.2 0 1 0 0-6.4 3.2 3.2 0 0 0 0 6.4',
  file: 'M6.5 3.5h7l4 4v13h-11zM13.5 3.5v4h4M9.5 12h5M9.5 15.5h5',
  user: 'M12 11.5a4 4 0 1 0 0-8 4 4 0 0 0 0 8M4.5 20.5c.6-4 3.6-6 7.5-6s6.9 2 7.5 6',
  firm: 'M4 20.5h16M6 20.5V4h8v16.5M14 9h4.5v11.5M9 8h2M9 12h2M9 16h2',
  bell: 'M6 17V11a6 6 0 0 1 12 0v6l1.5 1.5h-15zM10 20.5h4',
  menu: 'M4 7h16M4 12h16M4 17h16',
  back: 'M10.5 5.5 4 12l6.5 6.5M4.5 12H20',
  next: 'm9 6 6 6-6 6',
  down: 'm6 9 6 6 6-6',
  house: 'M4 11.5 12 4.5l8 7M6 10v10h12V10M10 20v-5.5h4V20',
  baby: 'M12 20.5a8 8 0 1 0-8-8 8 8 0 0 0 8 8M12 4.5c2-.4 2.4-2.4.6-2.5M9 11.5v.1M15 11.5v.1M9.2 15.3c1.6 1.3 4 1.3 5.6 0',
  school: 'M2.5 9.5 12 5l9.5 4.5L12 14zM6.5 11.5V16c1.5 1.7 3.3 2.5 5.5 2.5s4-.8 5.5-2.5v-4.5M21.5 9.5V15',
  work: 'M4 8h16v11.5H4zM9 8V5h6v3M4 13h16M12 12v2',
  car: 'M4 16.5v-4l2-5.5h12l2 5.5v4zM4 12.5h16M6 16.5V19M18 16.5V19M7.5 14.5h.1M16.5 14.5h.1',
  shop: 'M4.5 10v10h15V10M3.5 10 5.5 4.5h13l2 5.5c-.8 2-3.2 2-4.2 0-1 2-3.3 2-4.3 0-1 2-3.3 2-4.3 0-1 2-3.4 2-4.2 0M10 20v-5h4v5',
  elder:
    'M10 7.5a2.6 2.6 0 1 0 0-5.2 2.6 2.6 0 0 0 0 5.2M10 9.5c-2.5 1.5-3.5 4-3.5 6.5M10 9.5l1 6 3 5.5M11 15.5l-4 5.5M11 10.5l4 3M17.5 21.5v-9.3a1.5 1.5 0 0 0-3 0',
  heart: 'M12 20s-8-4.8-8-10.3A4.4 4.4 0 0 1 12 7a4.4 4.4 0 0 1 8 2.7C20 15.2 12 20 12 20',
  shield: 'M12 3.5 5 6v5.5c0 4.5 3 7.5 7 9 4-1.5 7-4.5 7-9V6zM8.8 11.8l2.3 2.4 4.2-4.6',
  phone: 'M6 4h4l1.5 4.5L9 10.2a12 12 0 0 0 4.8 4.8l1.7-2.5L20 14v4c0 1.2-.8 2-2 2C10.8 20 4 13.2 4 6c0-1.2.8-2 2-2',
  sound: 'M4 9.5v5h3.5L12 18.5v-13L7.5 9.5zM15.5 9a4.2 4.2 0 0 1 0 6M18 6.5a7.8 7.8 0 0 1 0 11',
  stop: 'M7 7h10v10H7z',
  star: 'm12 4 2.4 5 5.6.8-4 3.9.9 5.5-4.9-2.6-4.9 2.6.9-5.5-4-3.9 5.6-.8z',
  filter: 'M4 6h16M7 12h10M10 18h4',
  pencil: 'M5 19h3.5L19 8.5 15.5 5 5 15.5zM13 7.5l3.5 3.5',
  copy: 'M9 9h10.5v11H9zM5 15.5H4.5V4H15v1',
  plus: 'M12 5v14M5 12h14',
  minus: 'M5 12h14',
  trash: 'M4.5 7h15M9.5 7V4.5h5V7M6.5 7l1 13h9l1-13M10.5 11v5.5M13.5 11v5.5',
  refresh: 'M19.5 12a7.5 7.5 0 1 1-2.4-5.5M19.5 3.5v4.3h-4.3',
  external: 'M9 5H5v14h14v-4M13 4.5h6.5V11M19.5 4.5 11 13',
  book: 'M4.5 5c3-.8 5.5-.3 7.5 1.5C14 4.7 16.5 4.2 19.5 5v14c-3-.8-5.5-.3-7.5 1.5-2-1.8-4.5-2.3-7.5-1.5zM12 6.5V20',
  inbox: 'M4 13.5 6.5 5h11l2.5 8.5V19H4zM4 13.5h4.5c.5 2 1.8 3 3.5 3s3-1 3.5-3H20',
  grid: 'M4.5 4.5h6v6h-6zM13.5 4.5h6v6h-6zM4.5 13.5h6v6h-6zM13.5 13.5h6v6h-6z',
  gavel: 'm13.5 4.5 6 6M15 6l-5.5 5.5M18 9l-5.5 5.5M9.5 11.5l3 3M11 13l-7 7M12 20.5h8.5',
  stamp: 'M9.5 13.5V11C8 9.8 7.5 8.5 7.5 7.3a4.5 4.5 0 0 1 9 0c0 1.2-.5 2.5-2 3.7v2.5M5 13.5h14v3.5H5zM5 20.5h14',
  send: 'M20.5 3.5 3.5 10.5l6.5 3 3 7z M10 13.5l4-4',
  offline:
    'M4 4l16 16M8.5 15.5a5 5 0 0 1 6-.8M5.5 12.2a9.5 9.5 0 0 1 4-2.3M13.5 9.6a9.5 9.5 0 0 1 5 2.6M2.8 8.8a14 14 0 0 1 4-2.6M11 5.2a14 14 0 0 1 10.2 3.6M12 19v.1',
} as const;

export type IconName = keyof typeof PATHS;

export function Icon({ name, className }: { name: IconName; className?: string }) {
  return (
    <svg className={`icon${className ? ` ${className}` : ''}`} viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path d={PATHS[name]} />
    </svg>
  );
}

/** The mark of 秒批: a clock whose hand is the tick. */
export function Mark() {
  return (
    <svg className="mark" viewBox="0 0 32 32" aria-hidden="true" focusable="false">
      <rect width="32" height="32" rx="7" fill="var(--primary)" />
      <path d="M25.2 13.2A9.6 9.6 0 1 1 19.4 7" fill="none" stroke="#fff" strokeWidth="2.2" strokeLinecap="round" />
      <path
        d="m11.4 15.4 4.6 4.8L25.4 7.6"
        fill="none"
        stroke="#fff"
        strokeWidth="2.8"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  );
}
