/** Drawn on a 24 grid with a 1.75 stroke; always beside words, so hidden from assistive technology. */
const drawings = {
  check: <path d="m5 12.5 4.5 4.5L19 7.5" />,
  clock: <><circle cx="12" cy="12" r="8.5" /><path d="M12 7.5V12l3 2" /></>,
  calendar: <><rect x="4" y="5.5" width="16" height="14.5" rx="2.5" /><path d="M4 10h16M8.5 3.5v4M15.5 3.5v4" /></>,
  person: <><circle cx="12" cy="8" r="3.75" /><path d="M4.75 20c.6-3.6 3.5-5.5 7.25-5.5s6.65 1.9 7.25 5.5" /></>,
  pin: <><path d="M12 21c4.5-4.6 6.75-8.1 6.75-11A6.75 6.75 0 0 0 5.25 10c0 2.9 2.25 6.4 6.75 11Z" /><circle cx="12" cy="10" r="2.25" /></>,
  video: <><rect x="3" y="6.5" width="12.5" height="11" rx="2.5" /><path d="m15.5 11 5.5-3v8l-5.5-3" /></>,
  phone: <path d="M7.2 3.8 9.6 8 8 10.2c1 2.4 3.3 4.8 5.8 5.8l2.2-1.6 4.2 2.4c-.2 2-1.6 3.7-3.6 3.5C10.3 19.8 4.2 13.7 3.7 7.4c-.2-2 1.5-3.4 3.5-3.6Z" />,
  mail: <><rect x="3.5" y="5.5" width="17" height="13" rx="2.5" /><path d="m4.5 7.5 7.5 5.5 7.5-5.5" /></>,
  tag: <><path d="M4 5.5V11l8.7 8.7a1.5 1.5 0 0 0 2.1 0l4.9-4.9a1.5 1.5 0 0 0 0-2.1L11 4H5.5A1.5 1.5 0 0 0 4 5.5Z" /><path d="M8 8h.01" /></>,
  globe: <><circle cx="12" cy="12" r="8.5" /><path d="M3.5 12h17M12 3.5c5 5 5 12 0 17M12 3.5c-5 5-5 12 0 17" /></>,
  note: <><path d="M6 4h12v16H6zM9 9h6M9 13h6" /></>,
  hash: <path d="M9.5 4 8 20M16 4l-1.5 16M4.5 9h15.5M4 15h15.5" />,
  "arrow-left": <path d="M19 12H5.5m6-6-6 6 6 6" />,
  "arrow-right": <path d="M5 12h13.5m-6-6 6 6-6 6" />,
  "chevron-left": <path d="m14.5 6-6 6 6 6" />,
  "chevron-right": <path d="m9.5 6 6 6-6 6" />,
  moved: <path d="M4.5 8h14m-4-4 4 4-4 4M19.5 16h-14m4-4-4 4 4 4" />,
  x: <path d="m6.5 6.5 11 11m0-11-11 11" />,
  warning: <><path d="M12 4 2.9 19.5h18.2L12 4Z" /><path d="M12 10v4.5M12 17h.01" /></>,
  info: <><circle cx="12" cy="12" r="8.5" /><path d="M12 11v5M12 8h.01" /></>,
  sun: <><circle cx="12" cy="12" r="4" /><path d="M12 2.5v2M12 19.5v2M2.5 12h2M19.5 12h2M5.3 5.3l1.4 1.4M17.3 17.3l1.4 1.4M5.3 18.7l1.4-1.4M17.3 6.7l1.4-1.4" /></>,
  moon: <path d="M19.5 14.5A8 8 0 0 1 9.5 4.5a8 8 0 1 0 10 10Z" />,
  system: <><rect x="3.5" y="4.5" width="17" height="11.5" rx="2" /><path d="M8.5 20h7M12 16v4" /></>,
  desk: <path d="M3.5 18.5h17M5 15.5a7 7 0 0 1 14 0ZM12 8.5V6M9.5 5.5h5" />,
} as const;

export type IconName = keyof typeof drawings;

export function Icon({ name, size = 20 }: { name: IconName; size?: number }) {
  return (
    <svg
      aria-hidden="true"
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.75"
      strokeLinecap="round"
      strokeLinejoin="round"
    >
      {drawings[name]}
    </svg>
  );
}
