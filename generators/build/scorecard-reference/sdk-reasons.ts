/** Of Operator SDK's tests. */
import type { Reason } from './reason.ts';

/** By the names of the tests. */
export const SDK_REASONS: Readonly<Record<string, Reason>> = {
  'basic-check-spec': {
    why: 'An example without a spec shows nobody what to write.',
    fails: ['the examples are no list of objects in JSON'],
    suggests: ['an example has no spec'],
    mend: 'Give the example in `alm-examples` a spec that works as it is.',
  },
  'olm-bundle-validation': {
    why: 'What OLM cannot read it does not install. With this one failing because of a file that cannot be read, all other tests fail too: they have nothing to judge.',
    fails: [
      'the layout, the annotations, a CustomResourceDefinition or the ClusterServiceVersion is not as OLM needs it: all that `bundle --check` finds as an error, but for the rules of catalogs and of OperatorHub',
    ],
    suggests: ['the validators warn of something'],
    mend: 'Each finding says how; `bundle --check` has them all.',
  },
  'olm-crds-have-validation': {
    why: 'The API server drops what no schema names, so an example with such a field does not do what it shows.',
    fails: ['an example has a field in its spec or status that the schema has not'],
    suggests: ['a version has no schema'],
    mend: 'Add the field to the schema, or take it out of the example.',
  },
  'olm-crds-have-resources': {
    why: 'A console shows below an object what the operator makes for it, and takes that from this list.',
    fails: ['an owned kind has no `resources`'],
    suggests: [],
    mend: 'List the kinds in `spec.customresourcedefinitions.owned[].resources`.',
  },
  'olm-spec-descriptors': {
    why: 'A console makes its form of the descriptors.',
    fails: [
      'a field in the spec of an example has no descriptor',
      'an example has no spec',
      'an example is of a kind that is not owned',
    ],
    suggests: [],
    mend: 'Add one to `specDescriptors` of the kind, with the field as its path.',
  },
  'olm-status-descriptors': {
    why: 'A console shows of the status what has a descriptor.',
    fails: ['an example has a status, and its kind no descriptor of one', 'an example is of a kind that is not owned'],
    suggests: ['an example has no status, which is as it should be: the operator writes it, not the user'],
    mend: 'Add `statusDescriptors`. The suggestion can stay.',
  },
};
