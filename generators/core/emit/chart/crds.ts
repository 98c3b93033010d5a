/** The CustomResourceDefinitions in a chart: with its templates, in a chart of their own, or in its folder crds/. */
import type { Model } from '../../model/model.ts';
import { hasCrdValues } from './values.ts';

/** Where a chart has them. In files/ they are read by a template; in crds/ helm takes them itself, once. */
export const crdFolder = (model: Model): 'files/crds' | 'crds' =>
  model.delivery.helm?.crds === 'static' ? 'crds' : 'files/crds';

/** Whether they come by a second chart. */
export const hasCrdsChart = ({ apis, delivery }: Model): boolean =>
  apis.length > 0 && delivery.helm?.crds === 'separate';

/** The name of the second chart. */
export const crdsChartName = ({ name }: Pick<Model, 'name'>): string => `${name}-crds`;

/** The condition on which a chart's template installs them; none in the chart that is there for nothing else. */
export const crdsCondition = (model: Model): string | undefined =>
  hasCrdValues(model) ? '.Values.crds.enabled' : undefined;

/**
 * templates/crds.yaml: the files below files/crds as they are. They are no templates, so that braces in their texts survive; and they
 * are not read and printed again, for Helm would round integers beyond 2^53. The annotation goes in as text, where the printer
 * puts annotations.
 */
export const crdsTemplate = (condition?: string): string => {
  const body = `\
{{- range $path, $_ := .Files.Glob "files/crds/*.yaml" }}
{{- $crd := $.Files.Get $path }}
{{- $annotations := ($crd | fromYaml).metadata.annotations | default dict }}
{{- if and $.Values.crds.keep (not (hasKey $annotations "helm.sh/resource-policy")) }}
{{- $keep := "\${1}  annotations:\\n    helm.sh/resource-policy: keep\\n" }}
{{- $crd = regexReplaceAll "(?s)^(.*?\\nmetadata:\\n)(  annotations:\\n)?" $crd $keep }}
{{- end }}
---
{{ $crd }}
{{- end }}
`;
  return condition === undefined ? body : `{{- if ${condition} }}\n${body}{{- end }}\n`;
};
