/** `src/<api>/api.<version>.ts`: the types of one version of a kind, and the kind as a value. */
import type { Api, ApiVersion } from '../../model/model.ts';
import { MARKER } from '../marker.ts';
import { print } from './document.ts';
import { kindDeclaration } from './kinds.ts';
import { prepare } from './schema-text.ts';
import { createScope } from './scope.ts';
import { formatTypes } from './type-text.ts';

const RUNTIME = 'k8s-operator-runtime';

/** The text of the file. */
export const emitApi = async (api: Api, version: ApiVersion): Promise<string> => {
  const { group, kind, plural, scope: reach, typeName: name } = api;
  // The kind's own name wins over what the file imports, and that over the names of the types in it.
  const scope = createScope([name]);
  const kindFunction = scope.use(RUNTIME, 'kind', { value: true });
  const object = scope.use(RUNTIME, 'KubernetesObject', { otherwise: 'AnyObject' });
  const apiVersion = `${group}/${version.name}`;
  const { schema, texts } = prepare(version.declared, { name, kind, apiVersion, scope });
  const types = formatTypes(await compile(schema), texts, { heritage: object, note: deprecation(version) });
  const declaration = kindDeclaration(name, kindFunction, { group, version: version.name, kind, plural, scope: reach });
  return [`// ${MARKER}\n${scope.imports()}`, types, `${print(declaration)}\n`].join('\n\n');
};

/** An editor strikes the type through wherever it is used. */
const deprecation = ({ name, deprecated, deprecationWarning = `${name} is deprecated.` }: ApiVersion): string =>
  deprecated ? `@deprecated ${deprecationWarning.replaceAll(/\s+/g, ' ')}` : '';

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
