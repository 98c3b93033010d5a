/** The annotations that Helm gives to the manifest of a chart (pkg/registry): what is known of the chart, and the chart's own. */
import type { JsonObject, JsonValue } from '../model/json.ts';
import type { ChartMetadata } from './chart-metadata.ts';

const OCI = 'org.opencontainers.image';

/** By name; what is not known is undefined. `created` is when its source was made, which Helm takes from the clock. */
export const chartAnnotations = (
  { fields }: ChartMetadata,
  created: string | undefined,
): Readonly<Record<string, string | undefined>> => {
  // These two cannot be said otherwise by the chart.
  const fixed = { [`${OCI}.title`]: said(fields['name']), [`${OCI}.version`]: said(fields['version']) };
  return {
    [`${OCI}.description`]: said(fields['description']),
    [`${OCI}.url`]: said(fields['home']),
    [`${OCI}.created`]: created,
    [`${OCI}.source`]: said((fields['sources'] as readonly string[] | undefined)?.[0]),
    [`${OCI}.authors`]: said((fields['maintainers'] as readonly JsonObject[] | undefined)?.map(author).join(', ')),
    ...(fields['annotations'] as Readonly<Record<string, string>> | undefined),
    ...fixed,
  };
};

const said = (value: JsonValue | undefined): string | undefined =>
  typeof value === 'string' && value.trim() !== '' ? value : undefined;

const author = ({ name, email }: JsonObject): string =>
  `${String(name ?? '')}${email === undefined ? '' : ` (${String(email)})`}`;
