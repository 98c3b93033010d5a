/** Go types that embed every core type that a `$ref` may name, a kind for each group and version, for controller-gen to render. */
import { coreTypeName, coreTypeNames } from '../../generators/core/model/core-types.ts';

/** A kind whose spec has a field of each type: field → whole name of the type. */
export interface GoKind {
  readonly kind: string;
  readonly fields: readonly string[];
}

/** What has no group of its own, as a field of Go: its markers and its type. */
const WITHOUT_GROUP: Readonly<Record<string, readonly string[]>> = {
  Quantity: ['resource.Quantity'],
  IntOrString: ['intstr.IntOrString'],
  RawExtension: ['runtime.RawExtension'],
  JSON: ['apiextensionsv1.JSON'],
  Unstructured: ['unstructured.Unstructured'],
  Time: ['metav1.Time'],
  MicroTime: ['metav1.MicroTime'],
  Duration: ['metav1.Duration'],
  ObjectMeta: ['metav1.ObjectMeta'],
  EmbeddedResource: ['+kubebuilder:validation:EmbeddedResource', 'runtime.RawExtension'],
  Conditions: ['+listType=map', '+listMapKey=type', '[]metav1.Condition'],
};

/** Rendered in another way by an option of controller-gen. */
export const WITH_OBJECT_META = 'EmbeddedObjectMeta';

const groupVersion = (name: string): string => name.slice(0, Math.max(name.indexOf('.'), 0));

/** controller-gen itself fails on a list type that stands at a string in these. */
const BEYOND = /^admissionregistration\/v1beta1\.ValidatingWebhook(Configuration(List)?)?$/;

const wholeNames = [...new Set(coreTypeNames.map((name) => coreTypeName(name)!))].filter(
  (name) => name !== WITH_OBJECT_META && !BEYOND.test(name),
);

/** Every kind, those without a group first. */
export const goKinds: readonly GoKind[] = [...Map.groupBy(wholeNames, groupVersion)].map(([place, fields]) => ({
  kind: place === '' ? 'None' : place.replaceAll(/(?:^|\/)(\w)/g, (_whole, letter: string) => letter.toUpperCase()),
  fields,
}));

/** The file of a kind, in a package of its own: `api/corev1/types.go`. */
export const goFile = ({ kind, fields }: GoKind): readonly [path: string, text: string] => {
  const place = groupVersion(fields[0]!);
  const imported = place === '' ? IMPORTS : `\t${kind.toLowerCase()} "${packageOf(place)}"\n`;
  const lines = fields.map((name, i) => {
    const [type, ...markers] = (
      WITHOUT_GROUP[name] ?? [`${kind.toLowerCase()}.${name.slice(name.indexOf('.') + 1)}`]
    ).toReversed();
    return [...markers.map((marker) => `\t// ${marker}`), `\tF${i} ${type} \`json:"${name}"\``].join('\n');
  });
  return [`api/${kind.toLowerCase()}/types.go`, kindInGo(kind, imported, lines.join('\n'))];
};

const packageOf = (place: string): string => {
  if (place.startsWith('meta/')) return `k8s.io/apimachinery/pkg/apis/${place}`;
  return place.startsWith('apiextensions/')
    ? `k8s.io/apiextensions-apiserver/pkg/apis/${place}`
    : `k8s.io/api/${place}`;
};

const IMPORTS = `\tapiextensionsv1 "k8s.io/apiextensions-apiserver/pkg/apis/apiextensions/v1"
\t"k8s.io/apimachinery/pkg/api/resource"
\t"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
\t"k8s.io/apimachinery/pkg/runtime"
\t"k8s.io/apimachinery/pkg/util/intstr"
`;

/** A kind as kubebuilder scaffolds it, with the fields given as its spec. */
export const kindInGo = (kind: string, imports: string, fields: string): string => `// +groupName=judge.example.com
// +versionName=v1
package ${kind.toLowerCase()}

import (
${imports}\tmetav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
)

// +kubebuilder:object:root=true
type ${kind} struct {
\tmetav1.TypeMeta   \`json:",inline"\`
\tmetav1.ObjectMeta \`json:"metadata,omitempty"\`

\tSpec ${kind}Spec \`json:"spec"\`
}

type ${kind}Spec struct {
${fields}
}
`;
