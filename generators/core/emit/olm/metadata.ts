/** What a bundle says of itself, and how it is checked and packed. */
import type { OlmDelivery } from '../../model/olm-delivery.ts';
import type { Model } from '../../model/model.ts';

const BUNDLE = 'operators.operatorframework.io.bundle';
const TEST = 'operators.operatorframework.io.test';

/** The same facts are annotations in `metadata/annotations.yaml` and labels of the image. */
const facts = ({ name }: Model, { release, history }: OlmDelivery): Readonly<Record<string, string>> => ({
  [`${BUNDLE}.mediatype.v1`]: 'registry+v1',
  [`${BUNDLE}.manifests.v1`]: 'manifests/',
  [`${BUNDLE}.metadata.v1`]: 'metadata/',
  [`${BUNDLE}.package.v1`]: name,
  [`${BUNDLE}.channels.v1`]: release.channels.join(','),
  [`${BUNDLE}.channel.default.v1`]: history.defaultChannel,
  [`${TEST}.mediatype.v1`]: 'scorecard+v1',
  [`${TEST}.config.v1`]: 'tests/scorecard/',
});

/** `bundle/metadata/annotations.yaml`. */
export const bundleAnnotations = (model: Model, olm: OlmDelivery): object => ({ annotations: facts(model, olm) });

const SCORECARD_IMAGE = 'quay.io/operator-framework/scorecard-test:v1.42.3';

/** Each test by the name of its suite. */
const SCORECARD_TESTS = [
  ['basic', 'basic-check-spec'],
  ['olm', 'olm-bundle-validation'],
  ['olm', 'olm-crds-have-validation'],
  ['olm', 'olm-crds-have-resources'],
  ['olm', 'olm-spec-descriptors'],
  ['olm', 'olm-status-descriptors'],
] as const;

/** `bundle/tests/scorecard/config.yaml`: all six tests that Operator SDK has, side by side. */
export const scorecardConfig = (): object => ({
  apiVersion: 'scorecard.operatorframework.io/v1alpha3',
  kind: 'Configuration',
  metadata: { name: 'config' },
  stages: [
    {
      parallel: true,
      tests: SCORECARD_TESTS.map(([suite, test]) => ({
        entrypoint: ['scorecard-test', test],
        image: SCORECARD_IMAGE,
        labels: { suite, test: `${test}-test` },
        storage: { spec: { mountPath: {} } },
      })),
    },
  ],
  storage: { spec: { mountPath: {} } },
});

/** `bundle.Dockerfile`; built with the project's folder as context. */
export const bundleDockerfile = (model: Model, olm: OlmDelivery): string =>
  [
    'FROM scratch',
    '',
    ...Object.entries(facts(model, olm)).map(([key, value]) => `LABEL ${key}=${word(key, value)}`),
    '',
    'COPY bundle/manifests /manifests/',
    'COPY bundle/metadata /metadata/',
    'COPY bundle/tests/scorecard /tests/scorecard/',
    '',
  ].join('\n');

/** A value that a Dockerfile reads as it stands; the spec's rules let no other through, and none is quoted into harmlessness here. */
const word = (key: string, value: string): string => {
  if (!/^[\w./+,-]+$/.test(value))
    throw new Error(
      `the bundle's ${key} is ${JSON.stringify(value)}: only letters, digits and ._/+,- can stand in a Dockerfile`,
    );
  return value;
};
