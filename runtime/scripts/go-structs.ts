/** Reads Kubernetes' Go API structs: what JSON encoding does with a field's zero value, which OpenAPI does not tell. */
import { globSync, readFileSync } from 'node:fs';

/** `omit`: a zero value is left out (omitempty, no pointer). `keep`: a zero value is written out (no omitempty). */
export type Zero = 'omit' | 'keep';

interface Field {
  readonly type: string;
  /** Undefined for an embedded struct whose fields are its owner's. */
  readonly name: string | undefined;
  readonly omit: boolean;
}

/** Go never takes a struct for empty: a zero time is written as null, unless the tag says omitzero. */
const TIME = /^(metav1\.)?(Micro)?Time$/;

/** Definition name as in the compact schemas (`apps.v1.DeploymentSpec`) → field → zero. */
export function goZeros(modules: string, release: string): Map<string, Map<string, Zero>> {
  const structs = new Map<string, readonly Field[]>();
  const roots = [
    [`${modules}/k8s.io/api@${release}`, ''],
    [`${modules}/k8s.io/apimachinery@${release}/pkg/apis`, ''],
    [`${modules}/k8s.io/apiextensions-apiserver@${release}/pkg/apis`, ''],
  ] as const;
  for (const [root] of roots) {
    for (const file of globSync('*/v*/types*.go', { cwd: root })) {
      const [group, version] = file.split('/');
      for (const [name, fields] of parse(readFileSync(`${root}/${file}`, 'utf8')))
        structs.set(`${group}.${version}.${name}`, fields);
    }
  }
  return new Map([...structs].map(([name, fields]) => [name, zerosOf(structs, name, fields)]));
}

function zerosOf(
  structs: ReadonlyMap<string, readonly Field[]>,
  name: string,
  fields: readonly Field[],
): Map<string, Zero> {
  const zeros = new Map<string, Zero>();
  for (const field of fields) {
    if (field.name === undefined) {
      const inner = name.replace(/[^.]+$/, field.type);
      for (const [key, zero] of zerosOf(structs, inner, structs.get(inner) ?? [])) zeros.set(key, zero);
    } else if (!field.type.startsWith('*')) zeros.set(field.name, field.omit ? 'omit' : 'keep');
  }
  return zeros;
}

function* parse(source: string): Generator<readonly [string, readonly Field[]]> {
  for (const [, name = '', body = ''] of source.matchAll(/^type (\w+) struct \{\n([\s\S]*?)^\}/gm)) {
    const fields: Field[] = [];
    for (const line of body.matchAll(/^\t(?:(\w+)\s+)?([\w.*[\]]+)\s+`.*?json:"([^"]*)".*`/gm)) {
      const [, , type = '', tag = ''] = line;
      const [json = '', ...options] = tag.split(',');
      if (options.includes('inline') || json === '') fields.push({ type, name: undefined, omit: false });
      else if (json !== '-')
        fields.push({
          type,
          name: json,
          omit: options.includes('omitzero') || (options.includes('omitempty') && !TIME.test(type)),
        });
    }
    yield [name, fields];
  }
}
