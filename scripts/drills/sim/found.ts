/** Seeds that failed once, with what was wrong. Most have a smaller test beside the code that was fixed. */
export const FOUND = [
  { seed: 2, showed: "a passed on appointment went back to the person it was with before, when its former uid was read again" },
  { seed: 17, showed: "an appointment was taken for cancelled that had been moved at Cal.com meanwhile" },
  { seed: 287, showed: "an appointment that was moved at Cal.com while it was passed to a colleague stood there twice" },
  { seed: 373, showed: "an appointment that had ended at Cal.com when its passing on was settled ended without a line of history" },
  { seed: 2017, showed: "a cancellation was lost whose appointment turned out to be one that was being passed on" },
  { seed: 822, showed: "a change asked of a row that turned out to be another's appointment was never settled" },
  { seed: 5607, showed: "a cancellation of such a row stayed given up, however often somebody looked into it" },
  { seed: 5658, showed: "a comparison passed over a second move, because it had mended the same appointment at its first uid" },
  { seed: 2135, showed: "a move at Cal.com of an appointment that was being passed on became one of its own, which somebody could work on before it ended" },
  { seed: 3047, showed: "a change that had been sent was taken for refused, when its row turned out to be another's appointment" },
  { seed: 4994, showed: "a confirmation left no line of history, as its row became part of another while Cal.com answered" },
  { seed: 5891, showed: "a cancellation lay at a row that was joined with the appointment that stood" },
  { seed: 9226, showed: "the former of an appointment that was passed on was moved, passed on as well, and stood beside it" },
];
