import { z } from "zod";

/** Whether the customer came. */
export const AttendanceForm = z.object({ came: z.enum(["yes", "no"], "Please say whether the customer came.") });
