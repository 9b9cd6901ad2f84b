import { hash, verify, type Options } from "@node-rs/argon2";

const MIN_LENGTH = 8;
/** Bounds the work of hashing. */
export const MAX_PASSWORD_LENGTH = 200;

/** argon2id, the package's default variant, with OWASP's first setting: 19 MiB, two passes, one lane. */
const WORK: Options = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** The hash of 32 discarded random bytes, with the same cost as every other. */
const NOBODYS_HASH = "$argon2id$v=19$m=19456,t=2,p=1$NqcMYPMpIHt2vccaxmJkgw$j9ar7N1XuOLaaHinctgiCN329+dXuudByKYnxbAfNJU";

export function hashPassword(password: string): Promise<string> {
  return hash(composed(password), WORK);
}

/** Without a hash (unknown person, guest) it takes as long and returns false. */
export async function isPassword(passwordHash: string | null, password: string): Promise<boolean> {
  if (password.length > MAX_PASSWORD_LENGTH * 2) return false;
  const fits = await verify(passwordHash ?? NOBODYS_HASH, composed(password));
  return fits && passwordHash !== null;
}

/**
 * What is wrong with a new password, in a sentence; null if nothing is. Length counts, and the most common ones are
 * refused; rules about kinds of characters only make people choose worse ones (NIST SP 800-63B).
 */
export function passwordProblem(password: string, email: string): string | null {
  const length = [...composed(password)].length;
  if (length < MIN_LENGTH) return `Use at least ${MIN_LENGTH} characters`;
  if (length > MAX_PASSWORD_LENGTH) return `Use at most ${MAX_PASSWORD_LENGTH} characters`;
  const plain = composed(password).toLowerCase();
  if (plain === email || plain === email.split("@")[0]) return "Choose one that is not your e-mail address";
  if (GUESSED_FIRST.has(plain) || /^(.)\1+$/u.test(plain)) return "This one is too easy to guess: choose another";
  return null;
}

/** One password, however a keyboard composes its accents. */
function composed(password: string): string {
  return password.normalize("NFKC");
}

/** The commonest passwords that are long enough. */
const GUESSED_FIRST: ReadonlySet<string> = new Set([
  "12345678", "123456789", "1234567890", "0123456789", "0987654321", "987654321", "87654321", "123123123", "12341234",
  "1q2w3e4r", "1q2w3e4r5t", "1qaz2wsx", "abcd1234", "abc12345", "abcdefgh", "a1b2c3d4", "aa123456", "admin123", "administrator",
  "asdfghjk", "asdfghjkl", "baseball", "basketball", "changeme", "computer", "dragon123", "football", "iloveyou", "iloveyou1",
  "internet", "letmein1", "letmein123", "liverpool", "michael1", "monkey123", "passw0rd", "password", "password!", "password1",
  "password1!", "password12", "password123", "password1234", "princess", "princess1", "qazwsxedc", "qwer1234", "qwerty12",
  "qwerty123", "qwertyui", "qwertyuiop", "secret123", "starwars", "sunshine", "superman", "test1234", "trustno1", "welcome1",
  "welcome123", "whatever", "zaq12wsx", "zxcvbnm1", "zxcvbnm123",
]);
