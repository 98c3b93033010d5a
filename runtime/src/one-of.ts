/** Objects of which some fields exclude or need each other, as the API server validates them. */

/** `T` with one of the fields, and without the others. */
export type ExactlyOneOf<T, Field extends keyof T> = T &
  { [One in Field]: With<T, One> & Without<Exclude<Field, One>> }[Field];

/** `T` with one of the fields, or with none. */
export type AtMostOneOf<T, Field extends keyof T> = ExactlyOneOf<T, Field> | (T & Without<Field>);

/** `T` with one of the fields, or several. */
export type AtLeastOneOf<T, Field extends keyof T> = T & { [One in Field]: With<T, One> }[Field];

type With<T, Field extends keyof T> = { readonly [Each in Field]-?: T[Each] };
type Without<Field extends PropertyKey> = { readonly [Each in Field]?: undefined };
