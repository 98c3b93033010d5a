/** One section of the reference of operator.yaml. */
export interface SectionText {
  /** Where in the spec it is, as a reader would write it; also its heading. */
  readonly heading: string;
  /** Where its fields are in the JSON Schema: names of fields, `[]` for items, `*` for values. */
  readonly path: string;
  readonly intro?: string;
  /** YAML of what stands there. */
  readonly examples?: readonly string[];
  /** Keywords in groups, where there are too many for one table. */
  readonly groups?: readonly (readonly [title: string, keywords: readonly string[], example?: string])[];
}
