import { describe, expect, test } from 'vitest';
import { problemsOf } from './problems.ts';
import { changed } from './spec-text.ts';

const PLACE = 'spec.apis[0].children.deployment.spec.replicas:';
const ESCAPE = '${…} holds one TypeScript expression; write $${ for a literal ${.';
const PURE =
  'An expression only computes a value from self and what it is given; anything else belongs into reconcile.ts.';
const UNSTABLE =
  'The same object must always give the same result, or every reconcile writes. Compute it in reconcile.ts.';

/** The scalar begins at 29:23. */
const withReplicas = (scalar: string): string => changed(['${self.spec.size}', scalar]);

describe('an expression that is refused', () => {
  test.for<[scalar: string, column: number | string, problem: string]>([
    ['${}', 25, `the expression is empty. ${ESCAPE}`],
    ['${self.spec.size', 38, `the expression has no end: "}" is missing. ${ESCAPE}`],
    ['${self.spec.}', 35, `syntax: identifier expected. ${ESCAPE}`],
    ['${self.spec.size; 1}', 39, `one expression is wanted, and it ends here. ${ESCAPE}`],
    ['${self.spec.size, 1}', 41, `one expression is wanted, not several with commas. ${ESCAPE}`],
    ['${if (self) 1}', 25, `syntax: expression expected. ${ESCAPE}`],
    ['${slef.spec.size}', 25, 'unknown name "slef". Did you mean "self"?'],
    ['${nothing}', 25, 'unknown name "nothing". There are: self, labels.'],
    ['${self.spec.sise}', 35, 'self.spec has no field "sise". Did you mean "size"?'],
    ['${self?.spec["sise"]}', 36, 'self.spec has no field "sise". Did you mean "size"?'],
    ['${self.metadata.nam}', 39, 'self.metadata has no field "nam". Did you mean "name"?'],
    [
      '${self.status?.conditions?.length + self.status.redy}',
      71,
      'self.status has no field "redy". Did you mean "ready"?',
    ],
    [
      '${deployment.spec}',
      25,
      'the child "deployment" is not there when children are made. Compute it from self; in status, the live children are there.',
    ],
    ['${selector(labels)}', 25, 'selector is only there in status. Use labels.'],
    ['${await self}', 25, `await is not allowed in an expression. ${PURE}`],
    ['${import("fs")}', 25, `import() is not allowed in an expression. ${PURE}`],
    ['${this.x}', 25, `"this" is not there in an expression. ${PURE}`],
    ['${self.spec.size = 1}', 25, `an expression cannot change self. ${PURE}`],
    ['${self.spec.size++}', 25, `an expression cannot change self. ${PURE}`],
    ['${delete self.spec.size}', 25, `delete is not allowed in an expression. ${PURE}`],
    ['${Date.now()}', 25, `Date is not allowed in an expression. ${UNSTABLE}`],
    ['${Math.random()}', 25, `Math.random() is not allowed in an expression. ${UNSTABLE}`],
    [
      '${process.env.HOME}',
      25,
      'process is not there in an expression. Do it in reconcile.ts. Settings of the operator do not belong into its children.',
    ],
    ['${require("fs")}', 25, 'require is not there in an expression. Do it in reconcile.ts.'],
    ['${globalThis.x}', 25, 'globalThis is not there in an expression. Do it in reconcile.ts.'],
    ['${eval("1")}', 25, 'eval is not allowed in an expression. Do it in reconcile.ts.'],
    ['${Function("1")}', 25, 'Function is not allowed in an expression. Do it in reconcile.ts.'],
    ['${toString}', 25, 'unknown name "toString". Did you mean "String"?'],
  ])('%s', ([scalar, column, problem]) =>
    expect(problemsOf(withReplicas(scalar))).toEqual([`operator.yaml:29:${column}  ${PLACE} ${problem}`]),
  );
});

describe('an expression that is accepted', () => {
  test.for<[scalar: string]>([
    ['${(self.spec.size)}'],
    ['${(self.spec.size as number)! + Math.max<number>(1)}'],
    ['${(self.spec.size satisfies number)}'],
    ['${<number>self.spec.size}'],
    ["\"${[1].map((x: number, y?: string): string => `${x} } ${'}'}`).join('}')}\""],
    ['"${((x) => { let y = x; y += 1; return { y }; })(self.spec.size).y}"'],
    ['"${(({ size: s = self.spec.size, ...rest }) => [s, rest])(self.spec)}"'],
    ['"${/[}]/.test(self.spec.image) ? 1 : 2 /* } */}"'],
    ['"$${literal} and ${self.spec.image}-${self.metadata.name}"'],
    ['${self.spec.image.length}'],
    ['${self.metadata.labels?.anything}'],
    ['"${{ a: 1 }.a}"'],
    ['"no expression: $ {x} {y} $x"'],
  ])('%s', ([scalar]) => expect(problemsOf(withReplicas(scalar))).toEqual([]));
});

describe('the place inside a scalar', () => {
  test.for<[name: string, scalar: string, position: string]>([
    ['plain', 'a ${self.spec.image} ${self.spec.imaeg}', '29:56'],
    ['over two lines', 'a\n              b ${self.spec.imaeg}', '30:29'],
    ['double quotes with escapes', '"\\u0061\\n\\"${self.spec.imaeg}"', '29:46'],
    ['single quotes with escapes', "'it''s ${self.spec.imaeg}'", '29:42'],
    ['block', '|\n              a\n                b ${self.spec.image}\n              ${self.spec.imaeg}', '32:27'],
    ['folded', '>-\n              a\n              b\n\n              ${self.spec.imaeg}', '33:27'],
    ['TypeScript', '${(self.spec.size as number) + (<string>self.spec.imaeg)}', '29:73'],
  ])('%s', ([, scalar, position]) =>
    expect(problemsOf(withReplicas(scalar))).toEqual([
      `operator.yaml:${position}  ${PLACE} self.spec has no field "imaeg". Did you mean "image"?`,
    ]),
  );
});
