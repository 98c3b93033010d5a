/** `spec.delivery`: how users install the operator. */
import { type Field, object, text } from './field.ts';
import { fluxField } from './delivery/flux.ts';
import { helmField } from './delivery/helm.ts';
import { olmField } from './delivery/olm.ts';

/** `spec.delivery`. */
export const deliveryField: Field = object(
  'How users install the operator; what is absent is not generated. The kustomize tree config/ always is.',
  {
    registry: text(
      'Where "publish" pushes charts and manifests, without their names: oci:// and a path. By default beside the image.',
      { pattern: '^oci://', examples: ['oci://ghcr.io/acme'] },
    ),
    helm: helmField,
    flux: fluxField,
    olm: olmField,
  },
  {
    defaultSnippets: [
      {
        label: 'helm, flux, olm',
        description: 'Every way of delivery, with its defaults.',
        body: { helm: {}, flux: {}, olm: {} },
      },
    ],
  },
);
