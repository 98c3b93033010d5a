/** `spec.delivery.helm`: the chart. */
import { choice, type Field, object } from '../field.ts';

/** `spec.delivery.helm`. */
export const helmField: Field = object('A Helm chart in charts/. {} takes all defaults.', {
  crds: choice(
    'How the chart brings the CustomResourceDefinitions.',
    {
      templated: 'With the chart: installed and upgraded by helm, kept when the release is uninstalled.',
      separate: 'By a second chart, <name>-crds: for many or large ones, or where others install them.',
      static: "In the chart's crds/ folder: helm installs them and never upgrades them; Flux does.",
    },
    { default: 'templated' },
  ),
});
