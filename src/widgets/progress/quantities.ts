/** A duration in the units a person would use: "0.42 s", "12 s", "2 min 5 s", "1 h 2 min". */
export function inDuration(seconds: number): string {
  if (seconds < 9.95) return `${seconds < 0.995 ? seconds.toFixed(2) : seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${whole % 60} s`;
  const minutes = Math.round(seconds / 60);
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/** How fast it goes: "312/s", or "2.5 s each" for what takes longer than a second. */
export function inRate(perSecond: number): string {
  return perSecond >= 1 ? `${short(perSecond)}/s` : `${inDuration(1 / perSecond)} each`;
}

/** Three digits; whole numbers whole. */
export function short(value: number): string {
  if (Math.abs(value) >= 1000 && Math.abs(value) < 1e6) return String(Math.round(value));
  return String(Number(value.toPrecision(3)));
}
