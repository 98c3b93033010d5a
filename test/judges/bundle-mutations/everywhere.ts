/** Every part of a bundle's manifests with every odd value in its place: what no list of cases thinks of. */
import type { Part } from './draft.ts';
import { type Mutation, put } from './mutation.ts';

const VALUES: readonly Part[] = [
  undefined,
  null,
  '',
  'text',
  0,
  7,
  -1,
  1.5,
  true,
  false,
  [],
  {},
  ['x'],
  [null],
  { a: 1 },
  '1.2.3',
  3_000_000_000,
];

type Path = readonly (string | number)[];

const pathsIn = (value: Part, path: Path = []): readonly Path[] => {
  if (typeof value !== 'object' || value === null) return [path];
  return [
    path,
    ...Object.entries(value).flatMap(([key, inner]) =>
      pathsIn(inner, [...path, Array.isArray(value) ? Number(key) : key]),
    ),
  ];
};

/** One for each place and value: many thousand. */
export const everywhere = (objects: Readonly<Record<string, Part>>): readonly Mutation[] =>
  Object.entries(objects)
    .filter(([file]) => file.startsWith('manifests/') || file.startsWith('metadata/'))
    .flatMap(([file, content]) =>
      pathsIn(content)
        .filter((path) => path.length > 0)
        .flatMap((path) => VALUES.map((value) => changed(file, path, value))),
    );

const changed = (file: string, path: Path, value: Part): Mutation => ({
  name: `${file}: ${path.join('.')} = ${JSON.stringify(value) ?? 'removed'}`,
  change: ({ files }) => put(files[file], path, value),
});
