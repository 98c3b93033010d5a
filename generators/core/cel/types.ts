/** CEL's types, as cel-go's checker has them. */

/** What a type is, apart from its name and parameters. */
export type Kind =
  | 'any'
  | 'bool'
  | 'bytes'
  | 'double'
  | 'duration'
  | 'dyn'
  | 'error'
  | 'int'
  | 'list'
  | 'map'
  | 'null'
  | 'opaque'
  | 'param'
  | 'string'
  | 'struct'
  | 'timestamp'
  | 'type'
  | 'uint';

/** A type; two of the same content are the same. */
export interface Type {
  readonly kind: Kind;
  /** As the type is called at runtime: 'google.protobuf.Timestamp', 'optional_type', a parameter's name. */
  readonly name: string;
  readonly params: readonly Type[];
  /** A protobuf wrapper: null is one of its values. */
  readonly nullable?: true;
}

const simple = (kind: Kind, name: string = kind): Type => ({ kind, name, params: [] });

/** Types without parameters. */
export const ANY = simple('any', 'google.protobuf.Any');
export const BOOL = simple('bool');
export const BYTES = simple('bytes');
export const DOUBLE = simple('double');
export const DURATION = simple('duration', 'google.protobuf.Duration');
export const DYN = simple('dyn');
export const ERROR = simple('error');
export const INT = simple('int');
export const NULL = simple('null', 'null_type');
export const STRING = simple('string');
export const TIMESTAMP = simple('timestamp', 'google.protobuf.Timestamp');
export const TYPE = simple('type');
export const UINT = simple('uint');

/** Types that are made of others, and of objects, by their names. */
export const listOf = (element: Type): Type => ({ kind: 'list', name: 'list', params: [element] });
export const mapOf = (key: Type, value: Type): Type => ({ kind: 'map', name: 'map', params: [key, value] });
export const typeOf = (type: Type): Type => ({ kind: 'type', name: 'type', params: [type] });
export const param = (name: string): Type => ({ kind: 'param', name, params: [] });
export const structOf = (name: string): Type => ({ kind: 'struct', name, params: [] });
export const opaque = (name: string, ...params: Type[]): Type => ({ kind: 'opaque', name, params });
export const optionalOf = (type: Type): Type => opaque('optional_type', type);

/** Types by the names that expressions and declarations have for them. */
export const NAMED_TYPES: Readonly<Record<string, Type>> = {
  bool: BOOL,
  bytes: BYTES,
  double: DOUBLE,
  duration: DURATION,
  int: INT,
  string: STRING,
  timestamp: TIMESTAMP,
  type: TYPE,
  uint: UINT,
  'net.CIDR': opaque('net.CIDR'),
  'net.IP': opaque('net.IP'),
};

/** The types of literals. */
export const LITERAL_TYPES = {
  bool: BOOL,
  bytes: BYTES,
  double: DOUBLE,
  int: INT,
  null: NULL,
  string: STRING,
  uint: UINT,
} as const;

/** Whether anything can be of the type. */
export const isDyn = ({ kind }: Type): boolean => kind === 'dyn' || kind === 'any';
/** Also where a fault was told of it, so that no other follows. */
export const isDynOrError = (type: Type): boolean => type.kind === 'error' || isDyn(type);
/** Whether the type is one of optionals. */
export const isOptional = ({ kind, name }: Type): boolean => kind === 'opaque' && name === 'optional_type';

/** What an optional holds, or the type itself. */
export const unwrapOptional = (type: Type): Type => (isOptional(type) ? type.params[0]! : type);

/** Whether two types are the same; with `anyParams`, type parameters count as alike whatever their names. */
export const isSame = (a: Type, b: Type, anyParams = false): boolean =>
  a === b ||
  (a.kind === b.kind &&
    a.params.length === b.params.length &&
    (a.name === b.name || (anyParams && a.kind === 'param')) &&
    a.params.every((one, i) => isSame(one, b.params[i]!, anyParams)));

const WORDS: Partial<Record<Kind, string>> = {
  any: 'any',
  duration: 'duration',
  error: '!error!',
  null: 'null',
  timestamp: 'timestamp',
};

/** A type as a user reads it: `list(string)`. An object of the schema is an object, whatever the checker calls it. */
export const formatType = (type: Type): string => {
  const word = WORDS[type.kind];
  if (word !== undefined) return word;
  const name = isOptional(type)
    ? 'optional'
    : type.kind === 'struct' && type.name.startsWith('@')
      ? 'object'
      : type.name;
  return type.params.length === 0 ? name : `${name}(${type.params.map(formatType).join(', ')})`;
};
