/** What keeps a configuration from being applied: fields the type does not have, values of another shape, list items without key. */
import type { Json } from '../json.ts';
import { isObject } from '../json.ts';
import { fieldType, isAtomic, itemElement, itemType, shapes, type Typed } from './atom.ts';
import { showPath } from './field-set.ts';

/** All problems in the server's form, or undefined. */
export function typeProblems(typed: Typed, config: Json): string | undefined {
  const problems = [...visit(typed, config, '')];
  if (problems.length === 0) return undefined;
  return problems.length === 1 ? problems[0] : `errors:\n${problems.map((problem) => `  ${problem}`).join('\n')}`;
}

function* visit(typed: Typed, value: Json, path: string): Generator<string> {
  const possible = shapes(typed);
  if (value === null) return;
  if (Array.isArray(value)) {
    if (!possible.includes('list')) yield `${path}: expected ${possible[0] === 'map' ? 'map' : 'scalar'}, got list`;
    else yield* visitItems(typed, value, path);
  } else if (isObject(value)) {
    if (!possible.includes('map')) yield `${path}: expected ${possible[0] === 'list' ? 'list' : 'scalar'}, got map`;
    else yield* visitFields(typed, value, path);
  } else if (!possible.includes('scalar')) yield `${path}: expected ${possible[0] ?? 'map'}, got &{${String(value)}}`;
}

function* visitFields(typed: Typed, value: Record<string, Json>, path: string): Generator<string> {
  for (const [name, child] of Object.entries(value)) {
    const type = fieldType(typed, name);
    if (type === undefined) yield `${path}.${name}: field not declared in schema`;
    else yield* visit(type, child, `${path}.${name}`);
  }
}

function* visitItems(typed: Typed, items: readonly Json[], path: string): Generator<string> {
  const seen = new Set<string>();
  for (const [index, item] of items.entries()) {
    let place = `[${index}]`;
    if (!isAtomic(typed, 'list')) {
      const element = elementOrProblem(typed, item);
      if (element.problem !== undefined) {
        yield `${path}: element ${index}: ${element.problem}`;
        continue;
      }
      if (seen.has(element.value)) yield `${path}: duplicate entries for key ${showPath([element.value])}`;
      seen.add(element.value);
      place = showPath([element.value]);
    }
    yield* visit(itemType(typed), item, path + place);
  }
}

function elementOrProblem(typed: Typed, item: Json): { value: string; problem?: undefined } | { problem: string } {
  try {
    return { value: itemElement(typed, item) };
  } catch (error) {
    return { problem: (error as Error).message };
  }
}
