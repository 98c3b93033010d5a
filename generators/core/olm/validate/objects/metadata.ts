/** What Kubernetes asks of the metadata of any object (apimachinery objectmeta.go, ValidateObjectMetaAccessor). */
import { isObject, type JsonValue } from '../../../model/json.ts';
import { quote } from '../../../spec/near.ts';
import type { Path } from '../../../spec/path.ts';
import { isLabelValue, isQualifiedName } from '../../../spec/rules/dns.ts';
import type { BundleDocument } from '../../bundle-file.ts';
import type { Findings } from '../findings.ts';

export interface ObjectMeta {
  readonly name?: string;
  readonly namespace?: string;
  readonly generation?: number | bigint;
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly finalizers?: readonly string[];
  readonly ownerReferences?: readonly OwnerReference[];
}

interface OwnerReference {
  readonly apiVersion?: string;
  readonly kind?: string;
  readonly name?: string;
  readonly uid?: string;
  readonly controller?: boolean;
}

const MOST_BYTES = 256 * 1024;

/** Of an object that OLM puts into a namespace of its own choice, or into none. */
export const checkMetadata = (document: BundleDocument, metadata: ObjectMeta, findings: Findings): void => {
  const tell = (path: Path, message: string, hint: string, at?: 'key') =>
    findings.error(document, ['metadata', ...path], message, hint, at);
  const { name = '', namespace = '', generation = 0, labels = {}, annotations = {}, finalizers = [] } = metadata;
  if (name === '') tell(['name'], 'the object has no name.', 'Add one.', 'key');
  if (namespace !== '')
    tell(
      ['namespace'],
      'the namespace is not for the bundle to say.',
      'Remove it: OLM puts the object where the operator is installed.',
      'key',
    );
  if (generation < 0) tell(['generation'], 'the generation is below 0.', 'Remove it.');
  for (const [key, value] of Object.entries(labels)) {
    if (!isQualifiedName(key)) tell(['labels', key], `${quote(key)} is no key of a label.`, NAME_HINT, 'key');
    if (!isLabelValue(value))
      tell(
        ['labels', key],
        `${quote(value)} is no value of a label.`,
        'Use up to 63 letters, digits, "-", "_" and ".".',
      );
  }
  for (const key of Object.keys(annotations))
    if (!isQualifiedName(key.toLowerCase()))
      tell(['annotations', key], `${quote(key)} is no key of an annotation.`, NAME_HINT, 'key');
  if (bytesOf(annotations) > MOST_BYTES)
    tell(['annotations'], 'the annotations have more than 256 KiB.', 'Shorten them.', 'key');
  for (const [i, finalizer] of finalizers.entries())
    if (!isQualifiedName(finalizer))
      tell(['finalizers', i], `${quote(finalizer)} is no name of a finalizer.`, NAME_HINT);
  checkOwners(metadata.ownerReferences ?? [], tell);
};

const NAME_HINT = 'Use NAME or DOMAIN/NAME, with letters, digits, "-", "_" and ".".';

const bytesOf = (texts: Readonly<Record<string, string>>): number =>
  Object.entries(texts).reduce((sum, [key, value]) => sum + Buffer.byteLength(key) + Buffer.byteLength(value), 0);

const checkOwners = (
  owners: readonly OwnerReference[],
  tell: (path: Path, message: string, hint: string, at?: 'key') => void,
): void => {
  for (const [i, { apiVersion = '', kind = '', name = '', uid = '' }] of owners.entries())
    if ([apiVersion, kind, name, uid].includes('') || (apiVersion === 'v1' && kind === 'Event'))
      tell(
        ['ownerReferences', i],
        'an owner has apiVersion, kind, name and uid, and is no Event.',
        'Remove it: nothing in a bundle has an owner.',
      );
  if (owners.filter(({ controller }) => controller === true).length > 1)
    tell(['ownerReferences'], 'an object has one controller.', 'Remove the others.', 'key');
};

/** The metadata of an object that is not decoded: what is of another type is taken for absent, as apimachinery's Unstructured does. */
export const looseMetadata = ({ value }: BundleDocument): ObjectMeta => {
  const metadata = isObject(value['metadata']) ? value['metadata'] : {};
  const text = (key: string) => (typeof metadata[key] === 'string' ? { [key]: metadata[key] } : {});
  const texts = (key: string) => {
    const map = metadata[key];
    return isObject(map) && Object.values(map).every((item) => typeof item === 'string') ? { [key]: map } : {};
  };
  const { finalizers, generation, ownerReferences } = metadata;
  return {
    ...text('name'),
    ...text('namespace'),
    ...texts('labels'),
    ...texts('annotations'),
    ...(typeof generation === 'number' && { generation }),
    ...(isTexts(finalizers) && { finalizers }),
    ...(Array.isArray(ownerReferences) && {
      ownerReferences: ownerReferences.filter(isObject) as readonly OwnerReference[],
    }),
  };
};

const isTexts = (value: JsonValue | undefined): value is readonly string[] =>
  Array.isArray(value) && value.every((item) => typeof item === 'string');
