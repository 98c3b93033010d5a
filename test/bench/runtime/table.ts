/** Runs of several implementations as tables in Markdown: medians with the least and the most, and ratios to one of them. */
import { BASELINE } from './implementations.ts';
import type { Measures } from './scenarios.ts';
import { median } from './statistics.ts';

/** By implementation, one for each round, in the order of the rounds; undefined for a round that failed. */
export type Runs = Readonly<Record<string, readonly (Measures | undefined)[]>>;

const names = (runs: Runs): readonly string[] => [
  ...new Set(
    Object.values(runs)
      .flat()
      .flatMap((measures) => Object.keys(measures ?? {})),
  ),
];

const number = (value: number): string =>
  Math.abs(value) >= 100 ? value.toFixed(0) : Math.abs(value) >= 10 ? value.toFixed(1) : value.toFixed(2);

const markdown = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map((_, index) => (index === 0 ? '---' : '---:')), ...rows]
    .map((cells) => `| ${cells.join(' | ')} |`)
    .join('\n');

const spread = (name: string, rounds: readonly (Measures | undefined)[]): string => {
  const values = rounds.flatMap((measures) => measures?.[name] ?? []);
  if (values.length === 0) return '–';
  const [least, most] = [Math.min(...values), Math.max(...values)];
  return least === most ? number(least) : `${number(median(values))} (${number(least)}–${number(most)})`;
};

/** A row for each figure, a column for each implementation: the median, and from what to what. */
export const figures = (runs: Runs): string =>
  markdown(
    [''].concat(Object.keys(runs)),
    names(runs).map((name) => [name].concat(Object.values(runs).map((rounds) => spread(name, rounds)))),
  );

/** Each figure as a ratio to that of the baseline in the same round: the median of those. */
export const ratios = (runs: Runs): string | undefined => {
  const baseline = runs[BASELINE];
  const others = Object.entries(runs).filter(([name]) => name !== BASELINE);
  if (baseline === undefined || others.length === 0) return undefined;
  const ratio = (name: string, rounds: readonly (Measures | undefined)[]): string => {
    const values = rounds.flatMap((measures, round) => {
      const [value, base] = [measures?.[name], baseline[round]?.[name]];
      return value === undefined || base === undefined || base === 0 ? [] : [value / base];
    });
    return values.length === 0 ? '–' : `${median(values).toFixed(2)}×`;
  };
  return markdown(
    [`to ${BASELINE}`, ...others.map(([name]) => name)],
    names(runs).map((name) => [name].concat(others.map(([, rounds]) => ratio(name, rounds)))),
  );
};
