/**
 * CustomResourceDefinitions of apiextensions.k8s.io/v1beta1 as ones of v1, where both say the same: what stood at the top for all
 * versions goes into each. One that keeps unknown fields everywhere, as v1beta1 does unless told otherwise, has no equal in v1.
 */
import type { JsonObject, JsonValue } from '../model/json.ts';
import { quote } from '../spec/near.ts';
import type { Path } from '../spec/path.ts';
import type { Report } from '../spec/report.ts';

export interface Converted {
  readonly crd: JsonObject;
  /** The path in what was given, of a path in `crd`. */
  readonly origin: (path: Path) => Path;
}

const V1 = 'apiextensions.k8s.io/v1';
const V1BETA1 = 'apiextensions.k8s.io/v1beta1';

/** The CRD in v1; reports what cannot be converted. */
export const fromV1beta1 = (crd: JsonObject, report: Report): Converted => {
  const { apiVersion, spec } = crd;
  if (apiVersion === V1BETA1 && isObject(spec)) return convert(crd, spec, report);
  if (apiVersion !== V1 && apiVersion !== V1BETA1)
    report.error(
      apiVersion === undefined ? ['kind'] : ['apiVersion'],
      apiVersion === undefined
        ? 'the field "apiVersion" is missing.'
        : `${quote(String(apiVersion))} is not an apiVersion of CustomResourceDefinitions.`,
      `Use ${quote(V1)}.`,
    );
  return { crd, origin: (path) => path };
};

const convert = (crd: JsonObject, spec: JsonObject, report: Report): Converted => {
  const { version, versions: given, validation, subresources, additionalPrinterColumns: columns } = spec;
  const rest = without(spec, ['version', 'versions', 'validation', 'subresources', 'additionalPrinterColumns']);
  checkPruning(spec, report);
  const listed = isList(given) && given.length > 0;
  const versions = listed
    ? given
    : version === undefined
      ? []
      : [{ name: version, served: true, storage: true } as JsonObject];
  for (const field of SHARED)
    if (listed) checkShared(field, spec[field === 'schema' ? 'validation' : field], given, report);
  const shared = {
    ...(validation !== undefined && { schema: validation }),
    ...(subresources !== undefined && { subresources }),
    ...(columns !== undefined && { additionalPrinterColumns: columns }),
  };
  const converted = versions.map((one) => (isObject(one) ? withColumns({ ...shared, ...one }) : one));
  const { conversion, preserveUnknownFields: _, scope = 'Namespaced', ...same } = rest;
  return {
    crd: {
      ...crd,
      apiVersion: V1,
      spec: {
        ...same,
        scope,
        versions: converted,
        ...(conversion !== undefined && {
          conversion: isObject(conversion) ? convertConversion(conversion) : conversion,
        }),
      },
    },
    origin: (path) => originOf(path, spec, listed),
  };
};

/** Fields of a version that v1beta1 may have at the top for all of them. */
const SHARED = ['schema', 'subresources', 'additionalPrinterColumns'] as const;

const checkPruning = ({ preserveUnknownFields }: JsonObject, report: Report): void => {
  if (preserveUnknownFields === false) return;
  report.error(
    preserveUnknownFields === undefined ? ['apiVersion'] : ['spec', 'preserveUnknownFields'],
    `a CRD of ${V1BETA1} keeps unknown fields${preserveUnknownFields === undefined ? ' unless it says otherwise' : ''}, one of ${V1} drops them.`,
    'If they may be dropped, write "preserveUnknownFields: false" below spec; else convert it by hand, with x-kubernetes-preserve-unknown-fields where they are kept.',
  );
};

const checkShared = (
  field: (typeof SHARED)[number],
  top: JsonValue | undefined,
  versions: readonly JsonValue[],
  report: Report,
): void => {
  if (top === undefined) return;
  for (const [i, version] of versions.entries())
    if (isObject(version) && version[field] !== undefined)
      report.error(
        ['spec', 'versions', i, field],
        `${field} is given for all versions already.`,
        'Give it either at the top or in each version.',
        'key',
      );
};

const withColumns = (version: JsonObject): JsonObject => {
  const { additionalPrinterColumns: columns } = version;
  return isList(columns)
    ? { ...version, additionalPrinterColumns: columns.map((one) => (isObject(one) ? renamed(one) : one)) }
    : version;
};

const renamed = ({ JSONPath, ...column }: JsonObject): JsonObject =>
  JSONPath === undefined ? column : { ...column, jsonPath: JSONPath };

const convertConversion = (conversion: JsonObject): JsonObject => {
  const { webhookClientConfig, conversionReviewVersions, ...rest } = conversion;
  if (webhookClientConfig === undefined && conversionReviewVersions === undefined && rest['strategy'] !== 'Webhook')
    return rest;
  return {
    ...rest,
    webhook: {
      ...(webhookClientConfig !== undefined && { clientConfig: webhookClientConfig }),
      // What v1beta1 takes when nothing is said.
      conversionReviewVersions: conversionReviewVersions ?? ['v1beta1'],
    },
  };
};

const originOf = (path: Path, spec: JsonObject, listed: boolean): Path => {
  const [top, field, ...rest] = path;
  if (top !== 'spec') return path;
  if (field === 'conversion' && rest[0] === 'webhook')
    return rest[1] === 'clientConfig'
      ? ['spec', 'conversion', 'webhookClientConfig', ...rest.slice(2)]
      : ['spec', 'conversion', ...rest.slice(1)];
  if (field !== 'versions') return path;
  const [index, own, ...below] = rest;
  const inner = below.map((step, i) =>
    own === 'additionalPrinterColumns' && i === 1 && step === 'jsonPath' ? 'JSONPath' : step,
  );
  if (own === undefined) return listed ? path : ['spec', 'version'];
  const shared = own === 'schema' ? 'validation' : String(own);
  if ((SHARED as readonly string[]).includes(String(own)) && spec[shared] !== undefined)
    return ['spec', shared, ...inner];
  return listed ? ['spec', 'versions', index!, own, ...inner] : ['spec', 'version'];
};

const without = (object: JsonObject, names: readonly string[]): JsonObject =>
  Object.fromEntries(Object.entries(object).filter(([name]) => !names.includes(name)));

const isList = (value: JsonValue | undefined): value is readonly JsonValue[] => Array.isArray(value);

const isObject = (value: JsonValue | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
