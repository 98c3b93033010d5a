/** `'30s'`, `'5m'`, `'1h30m'`, or milliseconds. */
export type Duration = number | string;

const UNITS: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 };

/** Milliseconds of `'30s'`, `'1h30m'`, `'500ms'`, or of a number of milliseconds. Errors: `TypeError`. */
export const milliseconds = (duration: Duration): number => {
  if (typeof duration === 'number') {
    if (duration >= 0 && Number.isFinite(duration)) return duration;
  } else if (/^(\d+(\.\d+)?(ms|s|m|h))+$/.test(duration)) {
    return [...duration.matchAll(/(\d+(?:\.\d+)?)(ms|s|m|h)/g)].reduce(
      (sum, [, count, unit]) => sum + Number(count) * (UNITS[unit ?? ''] ?? 0),
      0,
    );
  }
  throw new TypeError(
    `${typeof duration === 'number' ? duration : JSON.stringify(duration)} is no duration. Use "30s", "5m", "1h30m", "500ms", or a number of milliseconds.`,
  );
};
