/** Names that stand for types and constants in every expression, and the messages that `Name{…}` can make. */
import {
  ANY,
  BOOL,
  BYTES,
  DOUBLE,
  DURATION,
  DYN,
  INT,
  listOf,
  mapOf,
  NAMED_TYPES,
  NULL,
  optionalOf,
  param,
  STRING,
  structOf,
  TIMESTAMP,
  type Type,
  typeOf,
  UINT,
} from './types.ts';

const nullable = (type: Type): Type => ({ ...type, nullable: true });

/** Protobuf's well-known messages with their fields. */
const MESSAGES: Readonly<Record<string, { readonly type: Type; readonly fields: Readonly<Record<string, Type>> }>> = {
  Any: { type: ANY, fields: { type_url: STRING, value: BYTES } },
  BoolValue: { type: nullable(BOOL), fields: { value: BOOL } },
  BytesValue: { type: nullable(BYTES), fields: { value: BYTES } },
  DoubleValue: { type: nullable(DOUBLE), fields: { value: DOUBLE } },
  Duration: { type: DURATION, fields: { seconds: INT, nanos: INT } },
  Empty: { type: structOf('google.protobuf.Empty'), fields: {} },
  FloatValue: { type: nullable(DOUBLE), fields: { value: DOUBLE } },
  Int32Value: { type: nullable(INT), fields: { value: INT } },
  Int64Value: { type: nullable(INT), fields: { value: INT } },
  ListValue: { type: listOf(DYN), fields: { values: listOf(DYN) } },
  StringValue: { type: nullable(STRING), fields: { value: STRING } },
  Struct: { type: mapOf(STRING, DYN), fields: { fields: mapOf(STRING, DYN) } },
  'Struct.FieldsEntry': { type: structOf('google.protobuf.Struct.FieldsEntry'), fields: { key: STRING, value: DYN } },
  Timestamp: { type: TIMESTAMP, fields: { seconds: INT, nanos: INT } },
  UInt32Value: { type: nullable(UINT), fields: { value: UINT } },
  UInt64Value: { type: nullable(UINT), fields: { value: UINT } },
  Value: {
    type: DYN,
    fields: {
      null_value: INT,
      number_value: DOUBLE,
      string_value: STRING,
      bool_value: BOOL,
      struct_value: mapOf(STRING, DYN),
      list_value: listOf(DYN),
    },
  },
};

const PACKAGE = 'google.protobuf.';

/** The message's name by the type's kind: what `duration{…}` makes. */
const BY_KIND: Readonly<Record<string, string>> = {
  any: 'Any',
  bool: 'BoolValue',
  bytes: 'BytesValue',
  double: 'DoubleValue',
  duration: 'Duration',
  dyn: 'Value',
  int: 'Int64Value',
  list: 'ListValue',
  map: 'Struct',
  null: 'NullValue',
  string: 'StringValue',
  timestamp: 'Timestamp',
  uint: 'UInt64Value',
};

const TYPES: Readonly<Record<string, Type>> = {
  ...NAMED_TYPES,
  list: listOf(param('A')),
  map: mapOf(param('A'), param('B')),
  null_type: NULL,
  optional_type: optionalOf(param('T')),
};

/** The type of a name that every expression knows: for the name of a type, the type of that type. */
export const globalType = (name: string): Type | undefined => {
  if (Object.hasOwn(TYPES, name)) return typeOf(TYPES[name]!);
  if (!name.startsWith(PACKAGE)) return undefined;
  const local = name.slice(PACKAGE.length);
  if (Object.hasOwn(MESSAGES, local)) return typeOf(MESSAGES[local]!.type);
  return local === 'NullValue.NULL_VALUE' ? INT : undefined;
};

/** The message that is made by the name of a type; undefined when it names none. */
export const messageOf = (type: Type): string | undefined => {
  const wellKnown =
    ['any', 'timestamp', 'duration', 'dyn', 'null'].includes(type.kind) ||
    type.nullable === true ||
    (type.kind === 'list' && type.params[0]!.kind === 'dyn') ||
    (type.kind === 'map' && type.params[0]!.kind === 'string' && type.params[1]!.kind === 'dyn');
  if (wellKnown) return `${PACKAGE}${BY_KIND[type.kind]}`;
  return type.kind === 'struct' ? type.name : undefined;
};

/** The fields of a well-known message. */
export const messageFields = (name: string): Readonly<Record<string, Type>> | undefined => {
  const local = name.startsWith(PACKAGE) ? name.slice(PACKAGE.length) : '';
  return Object.hasOwn(MESSAGES, local) ? MESSAGES[local]!.fields : undefined;
};
