/** Constants of an expression, which the API server computes when it takes a rule: a conversion that fails is refused. */
import type { Checked } from '../check/checked.ts';
import type { Fault } from '../fault.ts';
import { children, type Expr } from '../syntax/ast.ts';
import { type Constant, convert, isConversion, OPAQUE } from './conversion.ts';

/** The conversions of constants that fail. */
export const constantFaults = (checked: Checked): Fault[] => {
  const faults: Fault[] = [];
  const visit = (written: Expr): Constant | undefined => {
    const expr = checked.resolved(written);
    switch (expr.kind) {
      case 'literal':
        return expr.literal;
      case 'ident':
        return checked.type(expr).kind === 'type' ? OPAQUE : undefined;
      case 'list':
        return allConstant(expr.elements.map(visit)) && expr.optional.size === 0 ? OPAQUE : undefined;
      case 'map': {
        const keys = expr.entries.map(({ key }) => visit(key));
        const values = expr.entries.map(({ value }) => visit(value));
        if (!allConstant([...keys, ...values])) return undefined;
        const bytes = keys.findIndex((key) => key?.type === 'bytes');
        if (bytes >= 0) faults.push({ at: expr.entries[bytes]!.key.at, message: 'bytes cannot be the key of a map.' });
        return OPAQUE;
      }
      case 'select':
      case 'struct':
      case 'comprehension':
        for (const part of children(expr)) visit(part);
        return undefined;
      case 'call': {
        if (expr.target !== undefined) visit(expr.target);
        const args = expr.args.map(visit);
        if (expr.name === '_[_]' || expr.name === '_[?_]') {
          const fault = indexFault(args[1], expr.args[1]!.at);
          if (fault !== undefined) faults.push(fault);
          return undefined;
        }
        if (!isConversion(expr.name) || expr.target !== undefined || args.length !== 1) return undefined;
        if (args[0] === undefined) return undefined;
        const result = convert(expr.name, args[0]);
        if (typeof result !== 'string') return result;
        faults.push({ at: expr.args[0]!.at, message: `${expr.name}() cannot take ${show(args[0])}: ${result}.` });
        return OPAQUE;
      }
    }
  };
  visit(checked.root);
  return faults;
};

const INDICES: ReadonlySet<string> = new Set(['string', 'int', 'uint', 'bool', 'double', 'number']);

const indexFault = (index: Constant | undefined, at: number): Fault | undefined =>
  index === undefined || INDICES.has(index.type)
    ? undefined
    : { at, message: `no ${index.type} can be an index.`, hint: 'Use a string, a number or a bool.' };

const allConstant = (values: readonly (Constant | undefined)[]): boolean =>
  values.every((value) => value !== undefined);

const show = (constant: Constant): string =>
  constant.type === 'string'
    ? JSON.stringify(constant.value)
    : 'value' in constant
      ? `${constant.value}`
      : constant.type;
