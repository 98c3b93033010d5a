/**
 * The values that a chart is judged with. Each toggle flipped alone; and few sets in which all pairs of values of any two toggles occur
 * together (a covering array: most faults of configuration show with two values). What values.schema.json refuses is left out, but a
 * value that it never takes is told.
 */
import type { JsonObject, JsonValue } from '../../../../generators/core/model/json.ts';
import type { Toggle } from './toggles.ts';
import { mergeValues, valueOf } from './values.ts';

/** Values and what is said of them: 'metrics.enabled=false'. */
export interface ValueSet {
  readonly name: string;
  readonly values: JsonObject;
  /** It is about a sample alone. */
  readonly sample?: boolean;
}

/** Whether the chart takes values over its defaults. */
export type Accepts = (given: JsonObject) => boolean;

type Choice = readonly [toggle: Toggle, value: JsonValue];

/** Each toggle flipped alone over `base`; where that is refused, with the first other toggle that makes it possible. */
export const flipped = (
  base: JsonObject,
  toggles: readonly Toggle[],
  accepts: Accepts,
): { readonly sets: readonly ValueSet[]; readonly impossible: readonly string[] } => {
  const tried = toggles.map((toggle) => ({
    each: toggle.each,
    found: toggle.others.map((value) => possible(base, [[toggle, value]], toggles, accepts)),
    names: toggle.others.map((value) => nameOf([[toggle, value]])),
  }));
  return {
    sets: tried.flatMap(({ found }) =>
      found.flatMap((choices) => (choices === undefined ? [] : [setOf(base, choices)])),
    ),
    impossible: tried.flatMap(({ each, found, names }) => {
      const missing = names.filter((_, index) => found[index] === undefined);
      return each || missing.length === names.length ? missing : [];
    }),
  };
};

/** The choices, with one more where they are refused alone. */
const possible = (
  base: JsonObject,
  choices: readonly Choice[],
  toggles: readonly Toggle[],
  accepts: Accepts,
): readonly Choice[] | undefined => {
  const companions = toggles
    .filter((toggle) => choices.every(([chosen]) => chosen !== toggle))
    .flatMap((toggle) => toggle.others.map((value): readonly Choice[] => [...choices, [toggle, value]]));
  return [choices, ...companions].find((all) => accepts(valuesOf(base, all)));
};

/** Sets in which every two values of two toggles that can be together are together at least once. Greedy, so not the fewest. */
export const allPairs = (base: JsonObject, toggles: readonly Toggle[], accepts: Accepts): readonly ValueSet[] => {
  const left = new Map(
    toggles
      .flatMap((a, index) =>
        toggles.slice(index + 1).flatMap((b) => choicesOf(a).flatMap((x) => choicesOf(b).map((y) => [x, y] as const))),
      )
      .map((pair) => [nameOf(pair), pair]),
  );
  const sets: ValueSet[] = [];
  /** Adds, toggle by toggle, the value that covers most of what is left and is not refused. */
  const complete = (start: readonly Choice[]): readonly Choice[] => {
    const choices = [...start];
    for (const toggle of toggles.filter((each) => start.every(([chosen]) => chosen !== each))) {
      const gain = (choice: Choice): number => choices.filter((other) => left.has(pairName(other, choice))).length;
      // Of those that cover as much, another one each time.
      const all = choicesOf(toggle);
      const turn = (choices.length + sets.length) % all.length;
      const byGain = [...all.slice(turn), ...all.slice(0, turn)].toSorted((a, b) => gain(b) - gain(a));
      const choice = byGain.find((each) => accepts(valuesOf(base, choices.concat([each]))));
      // Its usual value changes nothing, so it cannot be refused where the rest is not.
      choices.push(choice ?? [toggle, toggle.value]);
    }
    return choices;
  };
  const pairName = (a: Choice, b: Choice): string =>
    nameOf(toggles.indexOf(a[0]) < toggles.indexOf(b[0]) ? [a, b] : [b, a]);
  for (const pair of left.values()) {
    const start = possible(base, pair, toggles, accepts);
    if (start === undefined) continue;
    const choices = complete(start);
    for (const [index, a] of choices.entries()) for (const b of choices.slice(index + 1)) left.delete(pairName(a, b));
    const changes = choices.filter(([toggle, value]) => value !== toggle.value);
    sets.push(setOf(base, changes));
  }
  return sets;
};

const choicesOf = (toggle: Toggle): readonly Choice[] =>
  [toggle.value, ...toggle.others].map((value) => [toggle, value]);

const valuesOf = (base: JsonObject, choices: readonly Choice[]): JsonObject =>
  choices.reduce((values, [{ path }, value]) => mergeValues(values, valueOf(path, value)), base);

const nameOf = (choices: readonly Choice[]): string =>
  choices.map(([{ path }, value]) => `${path.join('.')}=${JSON.stringify(value)}`).join(', ');

const setOf = (base: JsonObject, choices: readonly Choice[]): ValueSet => ({
  name: nameOf(choices),
  values: valuesOf(base, choices),
  sample: choices.every(([toggle]) => toggle.sample === true),
});
