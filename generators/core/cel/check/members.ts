/** What `x.field` gives, by the type of x. */
import { noSuchField } from './complaints.ts';
import type { DeclType } from '../decl-type.ts';
import type { Fault } from '../fault.ts';
import type { Inference } from './inference.ts';
import { messageFields } from '../names.ts';
import { RESERVED } from '../reserved.ts';
import { DYN, ERROR, formatType, isDynOrError, type Type } from '../types.ts';

/** The type of a field of a value of the type, with what is wrong about it, if something is. */
export const fieldType = (
  target: Type,
  field: string,
  at: number,
  objects: ReadonlyMap<string, DeclType>,
  inference: Inference,
): { readonly type: Type; readonly fault?: Fault } => {
  switch (target.kind) {
    case 'map':
      return { type: target.params[1]! };
    case 'struct': {
      const object = objects.get(target.name);
      const type = objectField(object, field)?.type ?? messageFields(target.name)?.[field];
      return type === undefined ? { type: ERROR, fault: noSuchField(field, at, target, object) } : { type };
    }
    case 'param':
      inference.assignable([DYN], [target]);
      return { type: DYN };
    default: {
      if (isDynOrError(target)) return { type: DYN };
      return { type: DYN, fault: { at, message: `a value of type ${formatType(target)} has no field "${field}".` } };
    }
  }
};

/** A field by its escaped name, or by the reserved word that it is. */
const objectField = (object: DeclType | undefined, field: string): DeclType | undefined =>
  object?.fields?.get(field) ?? (RESERVED.has(field) ? object?.fields?.get(`__${field}__`) : undefined);
