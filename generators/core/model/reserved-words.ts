/** Names that mean something already: to TypeScript, to the generated code, to a file system. */

const words = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/));

const JAVASCRIPT = words(`
  abstract any arguments as asserts async await bigint boolean break case catch class const constructor continue debugger declare default
  delete do else enum eval export extends false finally for from function get global globalThis if implements import in infer
  instanceof interface intrinsic is keyof let module namespace never new null number object of out override package private
  protected public readonly require return satisfies set static string super switch symbol this throw true try type typeof undefined
  unique unknown using var void while with yield
`);

/** What generated modules and the seeded code declare or are given. */
const GENERATED = words(`
  apply children cleanup client cluster conditions context controller controllers create embedded events kind labels log main
  metadata name namespace object owned owner process reconcile requeueAfter result run sample self selector setStatus signal
  spec status test expect
`);

/** Global types and values that generated modules, or the runtime's types in them, refer to. */
const GLOBALS = words(`
  AbortSignal Array ArrayBuffer Awaited BigInt Boolean Buffer Date Error Exclude Extract Function Infinity Iterable Iterator JSON Map
  Math NaN NonNullable Number Object Omit Parameters Partial Pick Promise Proxy Readonly ReadonlyArray Record Reflect RegExp
  Required ReturnType Set String Symbol URL Uint8Array Uppercase WeakMap WeakSet
`);

const DEVICES = /^(?:con|prn|aux|nul|com\d|lpt\d)$/i;

/** Whether a lower-case identifier of generated code cannot have the name. */
export const isReservedIdentifier = (name: string): boolean => JAVASCRIPT.has(name) || GENERATED.has(name);

/** Whether a kind of that name would hide a global that generated code needs. */
export const isGlobal = (name: string): boolean => GLOBALS.has(name);

/** Whether Windows has no files of that name, or npm no folder. */
export const isReservedFile = (name: string): boolean => DEVICES.test(name) || name === 'node_modules';
