/** `src/<api>/api.<version>.ts`: the types of one version of a kind, and the kind as a value. */
import type { Api, ApiVersion } from '../../model/model.ts';
import { MARKER } from '../marker.ts';
import { line, list, print } from './document.ts';
import { kindDeclaration } from './kinds.ts';
import { typesOf } from './schema-types.ts';
import { formatTypes, usesType } from './type-text.ts';

/** The text of the file. */
export const emitApi = (api: Api, version: ApiVersion): string => {
  const { group, kind, plural, scope } = api;
  const runtime = {
    kind: alias('kind', kind),
    object: alias('KubernetesObject', kind),
    condition: alias('Condition', kind),
  };
  const types = typesOf(version.schema, {
    kind,
    apiVersion: `${group}/${version.name}`,
    condition: runtime.condition,
    reserved: Object.values(runtime),
  });
  const imports = [
    imported('kind', runtime.kind),
    ...(usesType(types, `${runtime.condition}[]`) ? [`type ${imported('Condition', runtime.condition)}`] : []),
    `type ${imported('KubernetesObject', runtime.object)}`,
  ];
  const declaration = kindDeclaration(kind, runtime.kind, { group, version: version.name, kind, plural, scope });
  return [
    `// ${MARKER}\n${print(['import ', list('{', imports, '}', line), " from 'k8s-operator-runtime';"])}`,
    formatTypes(types, runtime.object),
    `${print(declaration)}\n`,
  ].join('\n\n');
};

// The kind's own name wins over what the file imports.
const alias = (name: string, kind: string): string =>
  name === kind ? `Runtime${name.charAt(0).toUpperCase()}${name.slice(1)}` : name;

const imported = (name: string, local: string): string => (name === local ? name : `${name} as ${local}`);
