/** Types of what is made in an expression: lists, maps and messages. */
import { messageFields, messageOf } from '../names.ts';
import type { Expr, ListExpr, MapExpr, StructExpr } from '../syntax/ast.ts';
import { DYN, ERROR, isDyn, isOptional, listOf, mapOf, type Type, unwrapOptional } from '../types.ts';
import type { Checking } from './checking.ts';
import { mismatch, noMessage, notOptional, unknownName } from './complaints.ts';
import { withoutDot } from './selection.ts';
import { mostGeneral } from './unify.ts';

/** The type of `[a, ?b]`. */
export const typeOfList = ({ elements, optional }: ListExpr, checking: Checking): Type => {
  let joined: Type | undefined;
  for (const [i, element] of elements.entries())
    joined = join(joined, typeOfEntry(element, optional.has(i), checking), checking);
  return listOf(joined ?? checking.types.newType());
};

/** The type of `{key: value}`. */
export const typeOfMap = ({ entries }: MapExpr, checking: Checking): Type => {
  let keys: Type | undefined;
  let values: Type | undefined;
  for (const { key, value, optional } of entries) {
    keys = join(keys, checking.check(key), checking);
    values = join(values, typeOfEntry(value, optional, checking), checking);
  }
  return mapOf(keys ?? checking.types.newType(), values ?? checking.types.newType());
};

/** The type of `Name{field: value}`. */
export const typeOfStruct = ({ at: start, name: message, fields }: StructExpr, checking: Checking): Type => {
  const { findings, scope, types } = checking;
  const named = scope.lookUp(withoutDot(message));
  if (named === undefined) {
    findings.faults.push(unknownName(message, start, []));
    return ERROR;
  }
  const made = named.kind === 'type' ? named.params[0] : undefined;
  const known = made === undefined ? undefined : messageOf(made);
  if (known === undefined && named.kind !== 'error') findings.faults.push(noMessage(message, start));
  for (const { at, name, value, optional } of fields) {
    const type = typeOfEntry(value, optional, checking);
    if (known === undefined) continue;
    const wanted = messageFields(known)?.[name];
    if (wanted === undefined) findings.faults.push({ at, message: `${known} has no field "${name}".` });
    else if (!types.assignable([wanted], [type])) findings.faults.push(mismatch(at, wanted, types.known(type)));
  }
  return known === undefined ? ERROR : made!;
};

/** The type that an element adds to its list or map: what an optional one holds. */
const typeOfEntry = (element: Expr, optional: boolean, { check, findings }: Checking): Type => {
  const type = check(element);
  if (optional && !isOptional(type) && !isDyn(type)) findings.faults.push(notOptional(element.at, type));
  return optional ? unwrapOptional(type) : type;
};

const join = (previous: Type | undefined, current: Type, { types }: Checking): Type => {
  if (previous === undefined) return current;
  return types.assignable([previous], [current]) ? mostGeneral(previous, current) : DYN;
};
