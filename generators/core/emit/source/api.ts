/** `src/<api>/api.<version>.ts`: the types of one version of a kind, and the kind as a value. */
import type { Api, ApiVersion } from '../../model/model.ts';
import { MARKER } from '../marker.ts';
import { line, list, print } from './document.ts';
import { kindDeclaration } from './kinds.ts';
import { prepare } from './schema-text.ts';
import { formatTypes } from './type-text.ts';

/** The text of the file. */
export const emitApi = async (api: Api, version: ApiVersion): Promise<string> => {
  const { group, kind, plural, scope } = api;
  const runtime = {
    kind: alias('kind', kind),
    object: alias('KubernetesObject', kind),
    condition: alias('Condition', kind),
  };
  const { schema, texts } = prepare(version.schema, {
    kind,
    apiVersion: `${group}/${version.name}`,
    condition: runtime.condition,
    reserved: Object.values(runtime),
  });
  const types = formatTypes(await compile(schema), texts, runtime.object);

  const usesConditions = texts.types.some(({ alternatives }) => alternatives.includes(`${runtime.condition}[]`));
  const imports = [
    imported('kind', runtime.kind),
    ...(usesConditions ? [`type ${imported('Condition', runtime.condition)}`] : []),
    `type ${imported('KubernetesObject', runtime.object)}`,
  ];
  const declaration = kindDeclaration(kind, runtime.kind, { group, version: version.name, kind, plural, scope });
  return [
    `// ${MARKER}\n${print(['import ', list('{', imports, '}', line), " from 'k8s-operator-runtime';"])}`,
    types,
    `${print(declaration)}\n`,
  ].join('\n\n');
};

/** The library takes long to load: only when there are types to print. */
const compile = async (schema: object): Promise<string> => {
  const { compile } = await import('json-schema-to-typescript');
  return compile(schema, '', {
    format: false,
    bannerComment: '',
    additionalProperties: false,
    ignoreMinAndMaxItems: true,
  });
};

// The kind's own name wins over what the file imports.
const alias = (name: string, kind: string): string =>
  name === kind ? `Runtime${name.charAt(0).toUpperCase()}${name.slice(1)}` : name;

const imported = (name: string, local: string): string => (name === local ? name : `${name} as ${local}`);
