/**
 * How large the CustomResourceDefinitions become: too large for what kubectl apply writes beside an object, or for etcd. Measures the
 * schemas first, which costs little, and makes the whole object only where that is near the limit.
 */
import { buildModel } from '../../model/build.ts';
import { jsonText, type JsonValue } from '../../model/json.ts';
import { rootSchema } from '../../model/root-schema.ts';
import { crd } from '../../objects/crd.ts';
import type { Report } from '../report.ts';
import type { Spec } from '../spec.ts';

/** Bytes of all annotations of an object (TotalAnnotationSizeLimitB of apimachinery). */
const ANNOTATIONS = 262_144;
/** Bytes of a request to etcd (--max-request-bytes). */
const ETCD = 1.5 * 1024 * 1024;

const LAST_APPLIED = 'kubectl.kubernetes.io/last-applied-configuration';

/** Below that nothing beside the schemas can make up the difference. */
const NEAR = ANNOTATIONS - 64 * 1024;

const SMALLER = 'Give shorter descriptions, $ref instead of copied types of Kubernetes, or fewer versions.';

/** Warns of kinds whose CustomResourceDefinition is too large. Says nothing while there are errors. */
export const checkCrdSize = (spec: Spec, report: Report): void => {
  if (report.problems().some(({ severity }) => severity === 'error')) return;
  const large = spec.spec.apis.map(({ versions }) =>
    versions.reduce((sum, { schema }) => sum + jsonSize(rootSchema(schema)), 0),
  );
  if (large.every((size) => size < NEAR)) return;
  for (const [i, api] of buildModel(spec).apis.entries()) {
    if (large[i]! < NEAR) continue;
    const size = jsonSize(crd(api));
    const path = ['spec', 'apis', i, 'kind'];
    if (size > ETCD)
      report.warning(
        path,
        `the CustomResourceDefinition has ${size} bytes as JSON, more than etcd takes at once (${ETCD}).`,
        SMALLER,
      );
    else if (size + annotationsSize(api.annotations) > ANNOTATIONS)
      report.warning(
        path,
        `the CustomResourceDefinition has ${size} bytes as JSON. "kubectl apply" keeps a copy of it in an annotation, where ${ANNOTATIONS} is the limit, and fails.`,
        `Apply it with "kubectl apply --server-side". ${SMALLER}`,
      );
  }
};

/** With the one that kubectl adds, beside the object itself: its name, a line break, and annotations where there are none. */
const annotationsSize = (annotations: Readonly<Record<string, string>>): number =>
  Object.entries(annotations).reduce(
    (sum, [name, value]) => sum + Buffer.byteLength(name) + Buffer.byteLength(value),
    LAST_APPLIED.length + 1 + (Object.keys(annotations).length === 0 ? '"annotations":{},'.length : 0),
  );

/** Bytes of the value as compact JSON, as Go writes it: what HTML or JavaScript take for their own is an escape of six bytes. */
export const jsonSize = (value: JsonValue): number => {
  const text = jsonText(value);
  const escaped = text.match(/[<>&\u2028\u2029]/g) ?? [];
  return Buffer.byteLength(text) + escaped.reduce((sum, char) => sum + (char > '\u2000' ? 3 : 5), 0);
};
