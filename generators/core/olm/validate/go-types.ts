/** The Go types that OLM decodes manifests into: which fields a struct has, by their names in JSON. */
import { STRUCTS } from './go-types.data.ts';

/** A type as `build/olm-types/main.go` writes it: `*T`, `[]T`, `map:T`, `bytes`, `any`, a kind of scalar, `!NAME` for one that decodes itself, or a struct's name. */
export type GoType = string;

export interface GoField {
  readonly name: string;
  readonly type: GoType;
  /** The struct that it comes from, where that is embedded. */
  readonly embedded?: GoType;
}

export type GoStruct = ReadonlyMap<string, GoField>;

let structs: ReadonlyMap<string, GoStruct> | undefined;

/** The fields of a struct; undefined for what is none. */
export const structOf = (type: GoType): GoStruct | undefined => {
  structs ??= new Map(STRUCTS.trim().split('\n').map(readStruct));
  return structs.get(type);
};

const readStruct = (line: string): readonly [string, GoStruct] => {
  const [name = '', ...fields] = line.split(' ');
  return [
    name,
    new Map(
      fields.map((field) => {
        const [, key = '', type = '', embedded] = /^([^=]+)=([^@]+)(?:@(.+))?$/.exec(field)!;
        return [key, { name: key, type, ...(embedded !== undefined && { embedded }) }];
      }),
    ),
  ];
};

const folded = new WeakMap<GoStruct, ReadonlyMap<string, GoField>>();

/** The field that encoding/json takes a key for: the same name, or else the first that differs in case alone. */
export const fieldOf = (struct: GoStruct, key: string): GoField | undefined => {
  const exact = struct.get(key);
  if (exact !== undefined) return exact;
  const index =
    folded.get(struct) ?? new Map([...struct.values()].toReversed().map((field) => [fold(field.name), field]));
  folded.set(struct, index);
  return index.get(fold(key));
};

/** Long s and the Kelvin sign are letters of ASCII for it, in lower case. */
const fold = (name: string): string => name.replaceAll('\u017f', 's').replaceAll('\u212a', 'k').toLowerCase();
