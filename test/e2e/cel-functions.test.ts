/** What rules can call is what the pinned release of the API server declares, by its own code. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { declaredInCel } from '../../generators/build/cel-functions/declared.ts';
import { printFunctions, printSince } from '../../generators/build/cel-functions/print.ts';
import { descendants } from '../../generators/core/cel/syntax/ast.ts';
import { parse } from '../../generators/core/cel/syntax/parse.ts';
import { kubernetesVersion } from '../control-plane/cache.ts';
import { ifAvailable } from '../judges/availability.ts';

const declared = await ifAvailable(declaredInCel);

describe.runIf(declared !== undefined)('the CEL environment of kube-apiserver', () => {
  test('has the functions of functions.data.ts', () => {
    const data = new URL('../../generators/core/cel/functions.data.ts', import.meta.url);
    expect(printFunctions(declared!, kubernetesVersion)).toBe(readFileSync(data, 'utf8'));
  });

  test('has them since the releases of since.data.ts', () => {
    const data = new URL('../../generators/core/cel/since.data.ts', import.meta.url);
    expect(printSince(declared!, kubernetesVersion)).toBe(readFileSync(data, 'utf8'));
  });

  test.for(declared?.macros ?? [])('has the macro $name of $args', ({ name, args, receiver }) => {
    const given = receiver ? Array.from({ length: args }, (_, i) => `v${i}`) : ['x.y'];
    const tree = parse(`${receiver ? 'x.' : ''}${name}(${given.join(', ')})`);
    const calls = [...descendants(tree)].flatMap((expr) => (expr.kind === 'call' ? [expr.name] : []));
    expect(calls).not.toContain(name);
  });
});
