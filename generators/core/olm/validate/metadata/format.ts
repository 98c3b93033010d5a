/** The layout of a bundle (operator-registry pkg/lib/bundle/validate.go, ValidateBundleFormat; operator-sdk's use of it). */
import { posix } from 'node:path';
import { isObject } from '../../../model/json.ts';
import { quote } from '../../../spec/near.ts';
import type { Path } from '../../../spec/path.ts';
import { goText } from '../../go-text.ts';
import { annotationsOf, type Bundle, MANIFESTS_ANNOTATION, manifestsPath } from '../../open-bundle.ts';
import type { Findings } from '../findings.ts';
import { BUNDLE } from '../judged.ts';
import { isInMetadata } from '../reading.ts';

const REGISTRY = 'registry+v1';
const CHANNELS = `${BUNDLE}.channels.v1`;
const DEFAULT = `${BUNDLE}.channel.default.v1`;

/** What each annotation that a bundle must have is for, with what to write. */
const REQUIRED: Readonly<Record<string, string>> = {
  [`${BUNDLE}.mediatype.v1`]: `Add it with the value ${REGISTRY}.`,
  [MANIFESTS_ANNOTATION]: 'Add it with the value manifests/.',
  [`${BUNDLE}.metadata.v1`]: 'Add it with the value metadata/.',
  [`${BUNDLE}.package.v1`]: 'Add it with the name of the package.',
  [CHANNELS]: 'Add it with the channels, between commas: stable,candidate.',
};

/** Two folders, and the annotations that say what is in them. */
export const checkFormat = (bundle: Bundle, findings: Findings): void => {
  const { folder, files, annotations, problems } = bundle;
  for (const problem of problems) if (isInMetadata(bundle, problem)) findings.add(problem);
  const missing = ['manifests', 'metadata'].filter((name) => !files.some(({ path }) => path.startsWith(`${name}/`)));
  for (const name of missing)
    findings.add({
      file: posix.join(folder, name),
      path: '',
      message: 'there are no files in this folder of the bundle.',
      hint: name === 'manifests' ? 'Put the ClusterServiceVersion and the CRDs there.' : 'Put annotations.yaml there.',
      severity: 'error',
    });
  if (annotations !== undefined) checkAnnotations(bundle, findings);
  else if (!missing.includes('metadata'))
    findings.add({
      file: posix.join(folder, 'metadata'),
      path: '',
      message: 'no file has the annotations of the bundle.',
      hint: 'Add annotations.yaml.',
      severity: 'error',
    });
};

const checkAnnotations = (bundle: Bundle, findings: Findings): void => {
  const document = bundle.annotations!;
  const written = document.value['annotations'];
  const values = annotationsOf(document);
  const at = (key: string): Path => ['annotations', key];
  for (const [key, value] of Object.entries(isObject(written) ? written : {}))
    if (value !== null && value !== undefined && goText(value) === undefined)
      findings.error(document, at(key), 'an annotation is text.', 'Write it as one value.');
  for (const [key, hint] of Object.entries(REQUIRED))
    if (!isObject(written) || written[key] === undefined)
      findings.error(document, at(key), `the annotation ${key} is missing.`, hint, 'key');
  // Null is no text, and is there: Go has it as the empty one.
  const given = (key: string): string | undefined =>
    isObject(written) && written[key] !== undefined ? (values[key] ?? '') : undefined;
  const type = given(`${BUNDLE}.mediatype.v1`);
  if (type !== undefined && type !== REGISTRY && bundle.csv !== undefined)
    findings.error(
      document,
      at(`${BUNDLE}.mediatype.v1`),
      `${quote(type)} is not what the bundle is.`,
      `Use ${REGISTRY}.`,
    );
  for (const key of [CHANNELS, DEFAULT])
    if (given(key) === '')
      findings.error(
        document,
        at(key),
        'there is no channel.',
        key === CHANNELS ? REQUIRED[key] : 'Name one of the channels, or remove it.',
      );
  const manifests = given(MANIFESTS_ANNOTATION);
  if (manifests !== undefined && manifestsPath(manifests) !== bundle.manifestsFolder)
    findings.error(document, at(MANIFESTS_ANNOTATION), `there are no files in ${quote(manifests)}.`, 'Use manifests/.');
};
