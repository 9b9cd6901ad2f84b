import { paths } from "#app/lib/paths.ts";

/** What is written to people about their account. Nothing a stranger typed is repeated: they could use us to write anything to anybody. */
export const letters = {
  verify: (token: string) => ({
    subject: "Finish your account",
    text: "Open the link to choose a password. It works once, for 24 hours. Bookings made with this address will be in your account. If you did not ask for it, leave it: nothing happens without you.",
    link: paths.setPassword(token),
    isOneTime: true,
  }),
  reset: (token: string) => ({
    subject: "Choose a new password",
    text: "Open the link to choose a new password. It works once, for one hour. If you did not ask for it, leave it: your password stays as it is.",
    link: paths.setPassword(token),
    isOneTime: true,
  }),
  "has-account": () => ({
    subject: "You have an account already",
    text: "Somebody, probably you, tried to sign up with this address. It has an account: sign in, or ask for a new password there.",
    link: paths.signIn(),
  }),
  "no-account": () => ({
    subject: "There is no account with this address",
    text: "Somebody, probably you, asked for a new password. No account has this address. You may have another one there, or you can sign up.",
    link: paths.signUp(),
  }),
  closed: () => ({
    subject: "This address is closed at our desk",
    text: "Somebody, probably you, asked for a link. Nobody can sign in with this address at the moment: please ask us in person.",
  }),
  invitation: (token: string) => ({
    subject: "You are invited to our desk",
    text: "We made an account for you. Open the link to choose a password. It works once, for seven days. If you did not expect this, leave it: nothing happens without you.",
    link: paths.setPassword(token),
    isOneTime: true,
  }),
  "role-changed": () => ({
    subject: "What you may do at our desk was changed",
    text: "An administrator changed what your account may do. If you did not expect this, please ask us.",
    link: paths.signIn(),
  }),
  "password-changed": () => ({
    subject: "Your password was changed",
    text: "From now on only the new password opens your account, and you were signed out everywhere else. If it was not you, ask for a new one at once.",
    link: paths.forgotPassword(),
  }),
};
