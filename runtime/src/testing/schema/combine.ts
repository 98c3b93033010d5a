/** anyOf, oneOf, allOf and not. */
import { invalidValue } from '../cause.ts';
import type { Json } from '../json.ts';
import type { Cause } from '../status.ts';
import type { Schema } from './schema.ts';
import type { Place } from './place.ts';

/** Checks a value against one branch. */
type Validate = (schema: Schema, value: Json, old: Json | undefined, place: Place) => Cause[];

/** What the server says of a combination as a whole has no field: it shows as `<nil>`. */
const whole = (place: Place, what: string): Cause =>
  invalidValue(place.prefix === '' ? '<nil>' : place.prefix, '', `${JSON.stringify(place.path)} ${what}`);

/** Violations of the combinations; of branches that all fail, those of the one that fails least are told. */
export function combine(schema: Schema, value: Json, place: Place, validate: Validate): Cause[] {
  const causes: Cause[] = [];
  const results = (branches: readonly Schema[]) => branches.map((branch) => validate(branch, value, undefined, place));
  const best = (all: readonly (readonly Cause[])[]) =>
    all.reduce((least, each) => (each.length < least.length ? each : least), all[0] ?? []);

  if (schema.anyOf !== undefined && schema.anyOf.length > 0) {
    const all = results(schema.anyOf);
    if (!all.some((each) => each.length === 0))
      causes.push(whole(place, 'must validate at least one schema (anyOf)'), ...best(all));
  }
  if (schema.oneOf !== undefined && schema.oneOf.length > 0) {
    const all = results(schema.oneOf);
    const valid = all.filter((each) => each.length === 0).length;
    if (valid === 0)
      causes.push(whole(place, 'must validate one and only one schema (oneOf). Found none valid'), ...best(all));
    if (valid > 1)
      causes.push(whole(place, `must validate one and only one schema (oneOf). Found ${valid} valid alternatives`));
  }
  if (schema.allOf !== undefined && schema.allOf.length > 0) {
    const all = results(schema.allOf);
    const valid = all.filter((each) => each.length === 0).length;
    if (valid < all.length)
      causes.push(
        ...all.flat(),
        whole(place, `must validate all the schemas (allOf)${valid === 0 ? '. None validated' : ''}`),
      );
  }
  if (schema.not !== undefined && validate(schema.not, value, undefined, place).length === 0)
    causes.push(whole(place, 'must not validate the schema (not)'));
  return causes;
}
