import { z } from "zod";
import { localPath } from "#app/lib/local-path.ts";
import { paths } from "#app/lib/paths.ts";
import { Email } from "./email.ts";
import { MAX_PASSWORD_LENGTH } from "./password.server.ts";

/** Where to go afterwards: a path of ours, one's own bookings unless said otherwise. */
export const NextSearch = z.object({ next: z.unknown().optional().transform((next) => localPath(next, paths.bookings())) });

export const SignInForm = z.object({
  email: Email,
  password: z.string({ error: "Enter your password" }).max(MAX_PASSWORD_LENGTH, "This is longer than any password here"),
});

export const SignUpForm = z.object({
  name: z.string({ error: "Enter your name" }).trim().min(1, "Enter your name").max(100, "Use at most 100 characters"),
  email: Email,
});

export const ForgotPasswordForm = z.object({ email: Email });

/** Password rules depend on the person, so the domain checks them. */
export const SetPasswordForm = z.object({ password: z.string({ error: "Choose a password" }) });

export const SetPasswordParams = z.object({ token: z.string() });
