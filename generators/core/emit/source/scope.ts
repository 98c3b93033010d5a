/** The names of one generated module: each is given out once, and what is imported under a taken name gets another. */
import { line, list, print } from './document.ts';

/** Names and imports of a module. */
export interface Scope {
  /** The first of the names that is free; when none is, the last with a number. */
  readonly claim: (...names: readonly [string, ...string[]]) => string;
  /** Imports a name and answers what it is called here. */
  readonly use: (module: string, name: string, how?: ImportOptions) => string;
  /** The import statements: packages first, then files, each by name. */
  readonly imports: () => string;
}

export interface ImportOptions {
  /** The value is needed, not only the type. */
  readonly value?: boolean;
  /** What it is called when its own name is taken. */
  readonly otherwise?: string;
}

interface Imported {
  readonly name: string;
  readonly local: string;
  value: boolean;
}

/** A module in which some names are taken from the start. */
export const createScope = (taken: Iterable<string> = []): Scope => {
  const names = new Set(taken);
  const modules = new Map<string, Map<string, Imported>>();
  const claim = (...candidates: readonly [string, ...string[]]): string => {
    const last = candidates.at(-1) ?? candidates[0];
    let name = candidates.find((candidate) => !names.has(candidate)) ?? last;
    for (let n = 2; names.has(name); n += 1) name = `${last}${n}`;
    names.add(name);
    return name;
  };
  return {
    claim,
    use: (module, name, { value = false, otherwise = name } = {}) => {
      const imported = modules.get(module) ?? new Map<string, Imported>();
      modules.set(module, imported);
      const entry = imported.get(name) ?? { name, local: claim(name, otherwise), value };
      imported.set(name, entry);
      entry.value ||= value;
      return entry.local;
    },
    imports: () =>
      [...modules]
        .toSorted(([a], [b]) => order(a) - order(b) || compare(a, b))
        .map(([module, imported]) => importText(module, [...imported.values()]))
        .join('\n'),
  };
};

const importText = (module: string, imported: readonly Imported[]): string => {
  const typesOnly = imported.every(({ value }) => !value);
  const items = imported
    .toSorted((a, b) => compare(a.name, b.name))
    .map(
      ({ name, local, value }) =>
        `${value || typesOnly ? '' : 'type '}${name === local ? name : `${name} as ${local}`}`,
    );
  if (items.length === 1) return `import ${typesOnly ? 'type ' : ''}{ ${items[0]} } from '${module}';`;
  return print([typesOnly ? 'import type ' : 'import ', list('{', items, '}', line), ` from '${module}';`]);
};

const order = (module: string): number => (module.startsWith('.') ? (module.startsWith('./') ? 2 : 1) : 0);

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
