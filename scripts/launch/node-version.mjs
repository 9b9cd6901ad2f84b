/** Stop with one clear line on an unsupported Node version; runs before every other launcher part. */
export function requireNode() {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  console.error(`Frontdesk needs Node 20.19 or newer; this is ${process.versions.node}.`);
  process.exit(1);
}
