// Loaded before a server of a drill: its clock and its timers run faster than the machine's, so that waits of minutes
// and hours pass in seconds. Both ends are given the same, as they would have the same time.
const { shownMs, setAtMs, speed, timerSpeed } = JSON.parse(process.env.DRILL_CLOCK ?? "");
const RealDate = Date;
const realNow = RealDate.now;
const now = () => Math.round(shownMs + (realNow() - setAtMs) * speed);

RealDate.now = now;
globalThis.Date = new Proxy(RealDate, {
  construct: (target, given, made) => Reflect.construct(target, given.length === 0 ? [now()] : given, made),
  apply: () => new RealDate(now()).toString(),
});
RealDate.prototype.constructor = globalThis.Date;

for (const name of /** @type {const} */ (["setTimeout", "setInterval"])) {
  const real = globalThis[name];
  const faster = /** @type {any} */ ((/** @type {any} */ work, /** @type {number} */ ms = 0, /** @type {any[]} */ ...given) => real(work, ms / timerSpeed, ...given));
  globalThis[name] = Object.defineProperties(faster, Object.getOwnPropertyDescriptors(real));
}
