/** Seeds that failed once, with what was wrong. Most have a smaller test of their own beside the code that was mended. */
export const FOUND = [
  { seed: 2, showed: "a passed on appointment went back to the person it was with before, when its former uid was read again" },
  { seed: 17, showed: "an appointment was taken for cancelled that had been moved at Cal.com meanwhile" },
  { seed: 287, showed: "an appointment that was moved at Cal.com while it was passed to a colleague stood there twice" },
  { seed: 373, showed: "an appointment that had ended at Cal.com when its passing on was settled ended without a line of history" },
  { seed: 2017, showed: "a cancellation was lost whose appointment turned out to be one that was being passed on" },
  { seed: 822, showed: "a change asked of a row that turned out to be another's appointment was never settled" },
  { seed: 5607, showed: "a cancellation of such a row stayed given up, however often somebody looked into it" },
  { seed: 5658, showed: "a comparison passed over a second move, because it had mended the same appointment at its first uid" },
];
