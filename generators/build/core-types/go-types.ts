/**
 * Reads Kubernetes' Go API types for what OpenAPI does not tell: the markers that controller-gen obeys, and types that no API serves by
 * themselves. Given the folders of packages; gives plain data, by `group/version.Name`, in which types are named so too.
 */
import { globSync, readFileSync } from 'node:fs';

/** A marker without its plus: `kubebuilder:validation:MaxLength=316`. */
export type Marker = string;

export interface GoField {
  /** As in JSON; undefined where the fields of the type are its owner's. */
  readonly name: string | undefined;
  /** `*core/v1.PodSpec`, `[]string`, `map[string]api/resource.Quantity` */
  readonly type: string;
  readonly omitEmpty: boolean;
  readonly markers: readonly Marker[];
}

export interface GoType {
  /** What stands after the name, as a field has it; `struct` for a struct. */
  readonly definition: string;
  readonly fields: readonly GoField[];
  readonly markers: readonly Marker[];
  /** The constants of the type that are strings. */
  readonly constants: readonly string[];
}

export type GoTypes = ReadonlyMap<string, GoType>;

/** Every type in the files of API types below `roots`, which hold `group/version/`. */
export const readGoTypes = (roots: readonly string[]): GoTypes =>
  new Map(
    roots.flatMap((root) => {
      const files = globSync(['*/v*/*types*.go', '*/v*/group_version.go'], { cwd: root }).toSorted();
      return files.flatMap((file) => readTypes(readFileSync(`${root}/${file}`, 'utf8'), homeOf(file)));
    }),
  );

/** `core/v1/types.go` → `core/v1` */
const homeOf = (file: string): string => file.split('/').slice(0, 2).join('/');

const DECLARATION = /^type (\w+) (?:= )?(struct \{|[^\s{]+)/;
const FIELD = /^\t(?:(\w+)\s+)?([\w.*[\]{}]+)\s+`.*?json:"([^"]*)"/;
/** A marker behind a condition (`+k8s:ifEnabled(X)=+k8s:optional`) is one of another name. */
const MARKER = /^\s*\/\/\s*\+(\S.*)$/;

const readTypes = (source: string, home: string): readonly (readonly [string, GoType])[] => {
  const types: [string, GoType][] = [];
  const qualify = qualifier(source, home);
  const lines = source.split('\n');
  let markers: Marker[] = [];
  for (let i = 0; i < lines.length; i++) {
    const line = lines[i]!;
    const marker = MARKER.exec(line)?.[1];
    const [, name, definition] = DECLARATION.exec(line) ?? [];
    if (marker !== undefined) markers.push(marker.trim());
    else if (name !== undefined && definition !== undefined) {
      const struct = definition === 'struct {';
      const end = struct && !line.endsWith('}') ? lines.indexOf('}', i) : i;
      types.push([
        `${home}.${name}`,
        {
          definition: struct ? 'struct' : qualify(definition),
          fields: readFields(lines.slice(i + 1, end), qualify),
          markers,
          constants: [...source.matchAll(new RegExp(`^\\s*\\w+\\s+${name}\\s*=\\s*"([^"]*)"`, 'gm'))].map(
            ([, value = '']) => value,
          ),
        },
      ]);
      i = end;
      markers = [];
    } else if (line !== '' && !/^\s*\/\//.test(line)) markers = [];
  }
  return types;
};

const readFields = (lines: readonly string[], qualify: (type: string) => string): GoField[] => {
  const fields: GoField[] = [];
  let markers: Marker[] = [];
  for (const line of lines) {
    const marker = MARKER.exec(line)?.[1];
    const [, , type, tag] = FIELD.exec(line) ?? [];
    if (marker !== undefined) markers.push(marker.trim());
    else if (type !== undefined && tag !== undefined) {
      const [name = '', ...options] = tag.split(',');
      const inline = options.includes('inline') || name === '';
      const omitEmpty = options.includes('omitempty') || options.includes('omitzero');
      if (name !== '-') fields.push({ name: inline ? undefined : name, type: qualify(type), omitEmpty, markers });
      markers = [];
    }
  }
  return fields;
};

/** Names types as they are known outside of their file: by the last two folders of their package. */
const qualifier = (source: string, home: string): ((type: string) => string) => {
  const imports = new Map(
    [...source.matchAll(/^\s*(?:(\w+) )?"(k8s\.io\/[\w./-]+)"$/gm)].map(([, alias, path = '']) => [
      alias ?? path.slice(path.lastIndexOf('/') + 1),
      path.split('/').slice(-2).join('/'),
    ]),
  );
  return (type) =>
    type.replaceAll(/(?:(\w+)\.)?\b([A-Z]\w*)/g, (_whole, local: string | undefined, name: string) =>
      local === undefined ? `${home}.${name}` : `${imports.get(local) ?? local}.${name}`,
    );
};
